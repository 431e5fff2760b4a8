// How long each node of a profile was at the top of the stack.
import type { PlacedProfile } from '../../ports/profile-driver.ts';
import { COLLECTOR } from './profiled-function.ts';

export interface SelfTimes {
  /** Microseconds by node id, idle time left out. */
  readonly byNode: ReadonlyMap<number, number>;
  /** Collecting garbage, by the node whose code ran before; under the root's id where none ever did. */
  readonly collecting: ReadonlyMap<number, number>;
  readonly busyUs: number;
}

const IDLE = '(idle)';
/** Native code between two stretches of JavaScript. */
const PROGRAM = '(program)';

/** A sample stands for the time until the next one, and garbage collection for the stack before it, as DevTools show both. */
export function selfTimes({ nodes, samples, timesUs, endUs }: PlacedProfile): SelfTimes {
  const names = new Map(nodes.map(({ id, frame }) => [id, frame.url === '' ? frame.name : '']));
  const root = nodes.find(({ parent }) => parent === null)?.id ?? 0;
  const byNode = new Map<number, number>();
  const collecting = new Map<number, number>();
  let running = root;
  let busyUs = 0;
  for (const [index, id] of samples.entries()) {
    const lastsUs = Math.max(0, (timesUs[index + 1] ?? endUs) - (timesUs[index] ?? endUs));
    const name = names.get(id);
    if (name === IDLE) {
      running = root;
      continue;
    }
    busyUs += lastsUs;
    const [times, owner] = name === COLLECTOR ? [collecting, running] : [byNode, id];
    times.set(owner, (times.get(owner) ?? 0) + lastsUs);
    if (name !== PROGRAM && name !== COLLECTOR) running = id;
  }
  return { byNode, collecting: shareOrphans(collecting, root), busyUs };
}

/** Garbage collected after an idle stretch was made by those who made the rest. */
function shareOrphans(collecting: ReadonlyMap<number, number>, root: number): ReadonlyMap<number, number> {
  const orphanedUs = collecting.get(root) ?? 0;
  const ownedUs = [...collecting.values()].reduce((sum, us) => sum + us, -orphanedUs);
  if (orphanedUs === 0 || ownedUs === 0) return collecting;
  return new Map(
    [...collecting]
      .filter(([id]) => id !== root)
      .map(([id, us]) => [id, (us * (ownedUs + orphanedUs)) / ownedUs]),
  );
}
