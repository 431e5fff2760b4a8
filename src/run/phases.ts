// Remembers for the report where the time went. Phases may overlap: a moment that several share is divided among them, so that
// all together are the wall time.
import type { Timekeeper } from '../measure/timekeeper.ts';
import type { Clock } from '../ports/clock.ts';
import type { Report } from '../report/report.ts';
import { divideTime, type Spell } from './divide-time.ts';

export interface RecordedPhases extends Timekeeper {
  /** The phases that have ended, in the order they began. */
  list(): Report['phases'];
}

interface Recorded extends Spell {
  readonly part: string | null;
}

export function recordPhases(clock: Clock): RecordedPhases {
  const ended: Recorded[] = [];
  return {
    begin(name, part) {
      const begunMs = clock.elapsed();
      return () => void ended.push({ name, part: part ?? null, begunMs, endedMs: clock.elapsed() });
    },
    list: () =>
      divideTime(ended).map(({ name, wallMs, workMs }) => {
        const parts = partsOf(ended.filter((spell) => spell.name === name));
        return {
          name,
          durationMs: wallMs,
          ...(workMs > wallMs && { workMs }),
          ...(parts.length > 0 && { parts }),
        };
      }),
  };
}

/** Parts that overlap, as apps that start side by side, share their moments too. */
function partsOf(spells: readonly Recorded[]): { name: string; durationMs: number }[] {
  const parts = spells.flatMap(({ part, ...spell }) => (part === null ? [] : [{ ...spell, name: part }]));
  return divideTime(parts).map(({ name, wallMs }) => ({ name, durationMs: wallMs }));
}
