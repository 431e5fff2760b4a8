// How long each node of a profile was at the top of the stack.
import type { PlacedProfile } from '../../ports/profile-driver.ts';
import { COLLECTOR } from './profiled-function.ts';

export interface SelfTimes {
  /** Microseconds by node id, idle time left out. */
  readonly byNode: ReadonlyMap<number, number>;
  /** Collecting garbage, by the node whose code ran when it began; under the root's id where there was none. */
  readonly collecting: ReadonlyMap<number, number>;
  readonly busyUs: number;
}

const IDLE = '(idle)';
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
    if (name === PROGRAM) running = root;
    else if (name !== COLLECTOR) running = id;
  }
  return { byNode, collecting, busyUs };
}
