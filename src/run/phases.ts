// Remembers for the report where the time went. Phases may overlap: a moment that several share is divided among them, so that
// all together are the wall time.
import type { Timekeeper } from '../measure/timekeeper.ts';
import type { Clock } from '../ports/clock.ts';
import { MOST_SPELLS, type Report } from '../report/report.ts';
import { divideTime, type Spell } from './divide-time.ts';

export interface RecordedPhases extends Timekeeper {
  /** The phases that have ended, in the order they began. */
  list(): Report['phases'];
}

type ReportedSpell = NonNullable<Report['phases'][number]['spells']>[number];

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
    list() {
      const firstMs = Math.min(...ended.map(({ begunMs }) => begunMs));
      return divideTime(ended).map(({ name, wallMs, workMs }) => {
        const own = ended.filter((spell) => spell.name === name);
        const parts = partsOf(own);
        return {
          name,
          durationMs: wallMs,
          ...(workMs > wallMs && { workMs }),
          ...(parts.length > 0 && { parts }),
          spells: spellsOf(own, firstMs),
        };
      });
    },
  };
}

/** The moments themselves, or where there are too many of them the one from the first to the last. */
function spellsOf(own: readonly Recorded[], firstMs: number): ReportedSpell[] {
  const spells = own.map(({ part, begunMs, endedMs }) => ({
    part,
    begunMs: begunMs - firstMs,
    endedMs: endedMs - firstMs,
  }));
  if (spells.length <= MOST_SPELLS) return spells.toSorted((one, other) => one.begunMs - other.begunMs);
  const begunMs = Math.min(...spells.map((spell) => spell.begunMs));
  return [{ part: null, begunMs, endedMs: Math.max(...spells.map((spell) => spell.endedMs)) }];
}

/** Parts that overlap, as apps that start side by side, share their moments too. */
function partsOf(spells: readonly Recorded[]): { name: string; durationMs: number }[] {
  const parts = spells.flatMap(({ part, ...spell }) => (part === null ? [] : [{ ...spell, name: part }]));
  return divideTime(parts).map(({ name, wallMs }) => ({ name, durationMs: wallMs }));
}
