// Which cached answers were used when, one line a use: the order in which they go when there are too many.
import { z } from 'zod';
import { join } from 'node:path';
import type { Outside } from '../store/outside.ts';
import { parseBounded } from '../store/parse-bounded.ts';

const MOST_LOG_BYTES = 4_000_000;
const KEY_FILE = /^[0-9a-f]{64}\.json$/;

const useSchema = z.strictObject({ key: z.string().max(64), bytes: z.int().min(0), at: z.int() });
export type Use = Readonly<z.infer<typeof useSchema>>;

type KnownFiles = Outside['files'];

export async function logUse(directory: string, use: Use, files: KnownFiles): Promise<void> {
  await files.append(join(directory, 'uses.jsonl'), `${JSON.stringify(use)}\n`);
}

/** The answers there are, least recently used first. One the log does not know, as after a crash, is the oldest. */
export async function usesOf(directory: string, files: KnownFiles): Promise<readonly Use[]> {
  const bytes = await files.readBytes(join(directory, 'uses.jsonl'), MOST_LOG_BYTES);
  const last = new Map<string, Use>();
  for (const line of new TextDecoder().decode(bytes ?? new Uint8Array()).split('\n')) {
    const parsed = parseBounded(line, { schema: useSchema, mostBytes: 500 });
    if (parsed.valid) last.set(parsed.value.key, parsed.value);
  }
  const names = (await files.list(directory, ['*.json'])).filter((name) => KEY_FILE.test(name));
  const uses = names.map((name) => {
    const key = name.slice(0, -'.json'.length);
    return last.get(key) ?? { key, bytes: 0, at: 0 };
  });
  return uses.toSorted((a, b) => a.at - b.at);
}

/** Forgets all but the least recently used that fit, and writes the log anew. Returns how many went. */
export async function evict(directory: string, mostBytes: number, files: KnownFiles): Promise<number> {
  const uses = await usesOf(directory, files);
  const kept: Use[] = [];
  let room = mostBytes;
  for (const use of uses.toReversed()) {
    room -= use.bytes;
    if (room >= 0) kept.push(use);
    else await files.remove(join(directory, `${use.key}.json`));
  }
  const lines = kept.toReversed().map((use) => `${JSON.stringify(use)}\n`);
  await files.writeText(join(directory, 'uses.jsonl'), lines.join(''));
  return uses.length - kept.length;
}
