// Holds front matter against its schema, and says of each fault what was meant.
import { z } from 'zod';
import type { Complaint } from '../../config/complaint.ts';
import { describeIssue } from '../../config/describe-issue.ts';
import type { KeyPath } from '../../config/key-path.ts';
import { nearest } from '../../config/nearest.ts';
import { placeComplaint, type CrewError, type FrontMatter } from './front-matter.ts';

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly CrewError[] };

export function checkFront<Value>(front: FrontMatter, schema: z.ZodType<Value>): Checked<Value> {
  const parsed = schema.safeParse(front.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const complaints = parsed.error.issues.flatMap((issue): readonly Complaint[] => {
    if (issue.code !== 'unrecognized_keys') return describeIssue(issue, front.value);
    const at = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    const known = keysOf(schema, at);
    return issue.keys.map((key) => ({
      at: [...at, key],
      what: 'unknown key',
      mend: proposeName(key, known) ?? `Delete it; known here: ${known.map(quote).join(', ')}`,
    }));
  });
  return { ok: false, errors: complaints.map((complaint) => placeComplaint(front, complaint)) };
}

/** The mend for a name that is nearly one of these; null where none is near. */
export function proposeName(name: string, known: readonly string[]): string | null {
  const meant = nearest(name, known);
  return meant === null ? null : `Did you mean \`${meant}\`? Rename it`;
}

function quote(name: string): string {
  return `\`${name}\``;
}

/** The keys of the group at this path, read from the schema itself. */
function keysOf(schema: z.ZodType, path: KeyPath): readonly string[] {
  let node: unknown = z.toJSONSchema(schema, { io: 'input' });
  for (const key of path) {
    node = branchOf(node);
    node = typeof key === 'number' ? get(node, 'items') : get(get(node, 'properties'), key);
  }
  return Object.keys(get(branchOf(node), 'properties') ?? {});
}

/** A group that may be null is a union with it. */
function branchOf(node: unknown): unknown {
  const branches = get(node, 'anyOf');
  return Array.isArray(branches)
    ? (branches.find((branch: unknown) => get(branch, 'properties') !== undefined) ?? node)
    : node;
}

function get(value: unknown, key: string): object | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'object' && found !== null ? found : undefined;
}
