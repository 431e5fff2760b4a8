// A task's id is the name of its folder on every file system, so it can neither climb out nor collide by case.
import { z } from 'zod';

const TAKEN = new Set(['lock', 'cache', 'ledger', 'manifest.json', 'part.json']);

export const taskIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*$/, 'small letters, digits, ., - and _ only')
  .max(100)
  .refine((id) => !TAKEN.has(id), 'this name is taken by the store itself');
