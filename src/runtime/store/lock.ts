// One writer at a time, also across processes, and no lock outlives its owner.
// Method: every contender first shows its flag, a file of its own, and then looks for others (Dekker's order of write before
// read, in E. W. Dijkstra, EWD 35, 1962): of two at once the later one always sees the earlier. Files of dead owners are
// swept away; no name is ever used twice, so a sweep can hit nobody who came after.
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { processIdentitySchema, type ProcessIdentity } from '../../ports/processes.ts';
import { parseBounded } from './parse-bounded.ts';
import type { Outside } from './outside.ts';

const MOST_LOCK_BYTES = 4096;

export type Claim =
  | { readonly taken: true; readonly lock: AsyncDisposable }
  | { readonly taken: false; readonly file: string; readonly owner: ProcessIdentity | null };

/** Takes the lock or says who has it. The folder holds nothing but the lock. */
export async function claim(folder: string, outside: Outside): Promise<Claim> {
  const { files, processes } = outside;
  const mine = `${processes.uniqueName()}.json`;
  await files.writeText(join(folder, mine), JSON.stringify(await processes.self()));
  const rival = await findRival(folder, mine, outside);
  if (rival === null) {
    return { taken: true, lock: { [Symbol.asyncDispose]: () => files.remove(join(folder, mine)) } };
  }
  await files.remove(join(folder, mine));
  return { taken: false, ...rival };
}

/** The lock, or a Problem that names who holds it. */
export async function claimOrRefuse(folder: string, outside: Outside): Promise<AsyncDisposable> {
  const result = await claim(folder, outside);
  if (result.taken) return result.lock;
  throw new Problem('in-use', describeRival(result.file, result.owner));
}

/** Tries again, at growing intervals of its own, until it has the lock or the time is over. */
export async function waitForLock(
  folder: string,
  outside: Outside,
  { mostMs }: { readonly mostMs: number },
): Promise<AsyncDisposable> {
  const until = outside.clock.elapsed() + mostMs;
  for (let attempt = 0; ; attempt += 1) {
    const result = await claim(folder, outside);
    if (result.taken) return result.lock;
    if (outside.clock.elapsed() >= until) {
      throw new Problem('in-use', describeRival(result.file, result.owner));
    }
    await outside.clock.sleep(waitMs(attempt, outside.processes.uniqueName()));
  }
}

/** Two that met must not meet again: each waits for a time taken from a name nobody else has. */
function waitMs(attempt: number, name: string): number {
  const spread = new TextEncoder().encode(name).reduce((sum, byte) => (sum * 31 + byte) % 1009, 7) / 1009;
  return Math.ceil(spread * Math.min(50, 2 ** Math.min(attempt, 6)));
}

async function findRival(folder: string, mine: string, { files, processes }: Outside) {
  for (const name of await files.list(folder, ['*.json'])) {
    if (name === mine) continue;
    const file = join(folder, name);
    const text = await files.readText(file);
    if (text === null) continue;
    const owner = parseBounded(text, { schema: processIdentitySchema, mostBytes: MOST_LOCK_BYTES });
    if (!owner.valid) return { file, owner: null };
    if ((await processes.stateOf(owner.value)) !== 'dead') return { file, owner: owner.value };
    await files.remove(file);
  }
  return null;
}

function describeRival(file: string, owner: ProcessIdentity | null) {
  if (owner === null) {
    return {
      what: `The lock ${file} cannot be read.`,
      mend: `Delete ${file} when no perfcrew is running there.`,
    };
  }
  return {
    what: `Process ${owner.pid} on ${owner.host} is writing there and holds ${file}.`,
    mend: `Wait until it ends; where ${owner.host} is gone for good, delete ${file}.`,
  };
}
