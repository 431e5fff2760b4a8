// Keeps the bot's writes below GitHub's secondary limits without delaying the first ones, as a fixed pause between all would.
import type { Clock } from '../src/ports/clock.ts';

/** GitHub allows an App about 80 content-making requests a minute. */
const WRITES_PER_MINUTE = 70;
const MINUTE_MS = 60_000;

/** What @octokit/plugin-throttling asks of its groups `write` and `notifications`. */
export interface WritePace {
  key(id: string): { schedule(options: object, task: () => Promise<void>): Promise<void> };
}

/** Each installation has a minute's worth of writes to itself; beyond it they wait their turn. */
export function paceWrites(clock: Pick<Clock, 'elapsed' | 'sleep'>): WritePace {
  const writesOf = new Map<string, number[]>();
  return {
    key: (id) => ({
      async schedule(_options, task) {
        const recent = (writesOf.get(id) ?? []).filter((at) => at > clock.elapsed() - MINUTE_MS);
        // The write that many before this one decides when there is room again.
        const before = recent.at(-WRITES_PER_MINUTE);
        const turn = before === undefined ? clock.elapsed() : before + MINUTE_MS;
        writesOf.set(id, [...recent, turn].slice(-WRITES_PER_MINUTE));
        if (turn > clock.elapsed()) await clock.sleep(turn - clock.elapsed());
        return task();
      },
    }),
  };
}
