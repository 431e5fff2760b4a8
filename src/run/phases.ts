// Tells the person watching which step runs, and the report where the time went.
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Report } from '../report/report.ts';

export interface Phases {
  run<Result>(name: string, work: () => Promise<Result> | Result): Promise<Result>;
  list(): Report['phases'];
}

export function trackPhases(log: Log, clock: Clock): Phases {
  const finished: { name: string; durationMs: number }[] = [];
  return {
    async run(name, work) {
      const begun = clock.elapsed();
      const end = log.phase(name);
      try {
        return await work();
      } finally {
        finished.push({ name, durationMs: Math.max(0, clock.elapsed() - begun) });
        end();
      }
    },
    list: () => [...finished],
  };
}
