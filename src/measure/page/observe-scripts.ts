// Which scripts keep the main thread busy, and what they complain about.
import type { LighthouseFacts } from '../../ports/page-driver.ts';
import { median } from '../../stats/quantile.ts';
import type { Observation } from '../measurement.ts';
import { fileName, stablePath } from './resource-path.ts';

/** On the throttled CPU that Lighthouse assumes. */
const BUSY_MS = 100;
const MUCH_MORE = 1.5;
/** A script this busy is worth a note even where nothing changed. */
const ALWAYS_BUSY_MS = 500;

export function observeScripts(
  base: readonly LighthouseFacts[],
  head: readonly LighthouseFacts[],
): Observation[] {
  const before = mainThreadTimes(base);
  return [...mainThreadTimes(head)]
    .toSorted(([, one], [, other]) => other - one)
    .flatMap(([path, headMs]) => {
      const baseMs = before.get(path) ?? 0;
      const isMore = headMs - baseMs >= BUSY_MS && headMs >= MUCH_MORE * baseMs;
      if (!isMore && headMs < ALWAYS_BUSY_MS) return [];
      return [
        {
          kind: 'script-blocking',
          side: isMore ? 'head' : 'both',
          severity: isMore ? 'warning' : 'note',
          title: `${path} keeps the main thread busy for ${Math.round(headMs)} ms (${Math.round(baseMs)} ms on base)`,
          detail:
            'Main-thread time on the slowed-down CPU of a Lighthouse run. Split long tasks, or do the work later or elsewhere.',
          evidence: { base: `${Math.round(baseMs)} ms`, head: `${Math.round(headMs)} ms` },
          clues: [...new Set([fileName(path), path])].filter((clue) => clue.length > 1),
          location: null,
        } as const,
      ];
    });
}

/** Errors that head prints and base does not. */
export function observeConsole(
  base: readonly LighthouseFacts[],
  head: readonly LighthouseFacts[],
): Observation[] {
  const before = new Set(base.flatMap(({ consoleErrors }) => consoleErrors));
  const after = new Set(head.flatMap(({ consoleErrors }) => consoleErrors));
  return [...after]
    .filter((error) => !before.has(error))
    .map((error) => ({
      kind: 'console-error',
      side: 'head',
      severity: 'warning',
      title: `The console says on head only: ${error.split('\n')[0]?.slice(0, 120) ?? ''}`,
      detail: 'An error in the console often means work done twice or a part of the page that is missing.',
      evidence: { base: null, head: error },
      clues: [],
      location: null,
    }));
}

function mainThreadTimes(runs: readonly LighthouseFacts[]): Map<string, number> {
  const perRun = runs.map(
    ({ scripts }) => new Map(scripts.map(({ path, mainThreadMs }) => [stablePath(path), mainThreadMs])),
  );
  const paths = new Set(perRun.flatMap((times) => [...times.keys()]));
  return new Map([...paths].map((path) => [path, median(perRun.map((times) => times.get(path) ?? 0)) ?? 0]));
}
