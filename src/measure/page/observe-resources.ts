// What the page loads that it did not load before, or loads in larger pieces.
import type { PageSample } from '../../ports/page-driver.ts';
import { median } from '../../stats/quantile.ts';
import type { Observation } from '../measurement.ts';
import { fileName, kilobytes, stablePath } from './resource-path.ts';

/** Growth that costs a phone on a slow network about a tenth of a second. */
const HEAVY_BYTES = 20_000;

export function observeResources(base: readonly PageSample[], head: readonly PageSample[]): Observation[] {
  const before = sizes(base);
  return [...sizes(head)]
    .map(([path, headBytes]) => ({ path, headBytes, baseBytes: before.get(path) ?? null }))
    .filter(({ headBytes, baseBytes }) => baseBytes === null || headBytes - baseBytes >= HEAVY_BYTES)
    .toSorted((one, other) => growth(other) - growth(one))
    .map(({ path, headBytes, baseBytes }) => ({
      kind: 'heavier-resource',
      side: 'head',
      severity: headBytes - (baseBytes ?? 0) >= HEAVY_BYTES ? 'warning' : 'note',
      title:
        baseBytes === null
          ? `${path} is new: ${kilobytes(headBytes)}`
          : `${path} grew from ${kilobytes(baseBytes)} to ${kilobytes(headBytes)}`,
      detail:
        'Bytes on the wire, head and body, median of the visits. Load it later, split it, or compress it.',
      evidence: {
        base: baseBytes === null ? null : `${path}: ${baseBytes} B`,
        head: `${path}: ${headBytes} B`,
      },
      clues: [...new Set([fileName(path), path])].filter((clue) => clue.length > 1),
      location: null,
    }));
}

/** Requests that fail on head alone. */
export function observeFailedRequests(
  base: readonly PageSample[],
  head: readonly PageSample[],
): Observation[] {
  const before = new Set(base.flatMap(failed));
  const after = new Set(head.flatMap(failed));
  const onlyAfter = [...after].filter((line) => !before.has(line));
  return onlyAfter.map((line) => {
    const path = line.slice(line.indexOf(' ') + 1);
    return {
      kind: 'failed-request',
      side: 'head',
      severity: 'warning',
      title: `${path} answers ${line.slice(0, line.indexOf(' '))} on head only`,
      detail: 'The page asks for something that is not there or breaks; base does not.',
      evidence: { base: null, head: line },
      clues: [...new Set([fileName(path), path])].filter((clue) => clue.length > 1),
      location: null,
    };
  });
}

function failed({ requests }: PageSample): string[] {
  return requests
    .filter(({ statusCode, path }) => statusCode >= 400 && path !== '/favicon.ico')
    .map(({ statusCode, path }) => `${statusCode} ${stablePath(path)}`);
}

/** Median size by path over the runs; what is not loaded in most runs is left out. */
function sizes(runs: readonly PageSample[]): Map<string, number> {
  const perRun = runs.map(({ requests }) => {
    const sums = new Map<string, number>();
    for (const { path, transferBytes } of requests) {
      const stable = stablePath(path);
      sums.set(stable, (sums.get(stable) ?? 0) + transferBytes);
    }
    return sums;
  });
  const paths = new Set(perRun.flatMap((sums) => [...sums.keys()]));
  return new Map(
    [...paths].flatMap((path) => {
      const sizeBytes = median(perRun.map((sums) => sums.get(path) ?? 0)) ?? 0;
      return sizeBytes === 0 ? [] : [[path, sizeBytes] as const];
    }),
  );
}

function growth(resource: { readonly headBytes: number; readonly baseBytes: number | null }): number {
  return resource.headBytes - (resource.baseBytes ?? 0);
}
