// The records of labelled performance fixes: which commit, which lines, which kind of cost.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const hunkSchema = z.object({
  old_start: z.int(),
  old_lines: z.int(),
  new_start: z.int(),
  new_lines: z.int(),
});

const recordSchema = z.object({
  id: z.string(),
  repo: z.string(),
  sha: z.string(),
  parent: z.string(),
  category: z.string(),
  detectability: z.enum(['local', 'context', 'not_static', 'control']),
  files: z.array(z.object({ path: z.string(), hunks: z.array(hunkSchema) })),
});

export const KINDS = [
  'titled-local',
  'titled-context',
  'titled-not-static',
  'mined-local',
  'mined-context',
  'controls',
] as const;
export type Kind = (typeof KINDS)[number];
export type Half = 'seen' | 'held out';
export type FixRecord = z.infer<typeof recordSchema> & { readonly kind: Kind; readonly half: Half };

export function readRecords(folder: string): readonly FixRecord[] {
  return [
    ...read(join(folder, 'perf_fixes.jsonl'), 'titled'),
    ...read(join(folder, 'mined_fixes.jsonl'), 'mined'),
    ...read(join(folder, 'controls.jsonl'), 'controls'),
  ];
}

function read(path: string, set: 'titled' | 'mined' | 'controls'): readonly FixRecord[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const record = recordSchema.parse(JSON.parse(line));
      return { ...record, kind: kindOf(set, record.detectability), half: halfOf(record.id) };
    });
}

function kindOf(set: string, detectability: string): Kind {
  const kind = set === 'controls' ? set : `${set}-${detectability.replace('_', '-')}`;
  const known = KINDS.find((name) => name === kind);
  if (known === undefined) throw new Error(`No kind ${kind}: add it to KINDS in bench/linter/data.ts.`);
  return known;
}

/** Half of the records were read while the first rules were written, the others when some were mended; which, a hash of the name decides. */
function halfOf(id: string): Half {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 0 ? 'seen' : 'held out';
}
