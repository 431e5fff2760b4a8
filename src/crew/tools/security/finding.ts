// What the scan says of one place: which known danger, why it is one, and the mend. Never the secret itself: findings are published.
import { z } from 'zod';

const LEVELS = ['low', 'medium', 'high'] as const;

export const securityFindingSchema = z.strictObject({
  rule: z.string(),
  severity: z.enum(LEVELS),
  /** How sure it is that the code is what the rule takes it for. */
  confidence: z.enum(LEVELS),
  path: z.string(),
  /** 1-based. */
  line: z.int().positive(),
  endLine: z.int().positive(),
  message: z.string(),
  why: z.string(),
  mend: z.string(),
  /** Its number in the Common Weakness Enumeration, as `CWE-89`. */
  cwe: z.string().regex(/^CWE-\d+$/),
});

export type SecurityFinding = Readonly<z.infer<typeof securityFindingSchema>>;
