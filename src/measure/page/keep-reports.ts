// Keeps one full Lighthouse report per side: the one of the run that is most like all others.
import { SIDES } from '../../core/side.ts';
import type { Files } from '../../ports/files.ts';
import { median } from '../../stats/quantile.ts';
import type { Artifact } from '../measurement.ts';
import { runsOf, type PageRecord, type PageRun } from './page-record.ts';

const FORMATS = ['html', 'json'] as const;

export interface ReportPlace {
  readonly artifactsDirectory: string;
  readonly runDirectory: string;
  readonly slug: string;
}

export async function keepReports(
  files: Files,
  record: PageRecord,
  place: ReportPlace,
): Promise<readonly Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const side of SIDES) {
    const run = medianRun(runsOf(record, side));
    if (run === null) continue;
    for (const format of FORMATS) {
      const kept = `${place.artifactsDirectory}/${place.slug}-${side}.${format}`;
      await files.copy(`${run.reportPath}.${format}`, kept);
      artifacts.push({
        name: `Lighthouse on ${side} (${format})`,
        path: kept.startsWith(`${place.runDirectory}/`) ? kept.slice(place.runDirectory.length + 1) : kept,
      });
    }
  }
  return artifacts;
}

/** Nearest to the medians of LCP and TBT, each relative to its median. */
export function medianRun(runs: readonly PageRun[]): PageRun | null {
  const lcpMs = median(runs.map(({ facts }) => facts.lcpMs ?? 0)) ?? 0;
  const tbtMs = median(runs.map(({ facts }) => facts.tbtMs ?? 0)) ?? 0;
  const distance = ({ facts }: PageRun): number =>
    Math.abs((facts.lcpMs ?? 0) - lcpMs) / Math.max(lcpMs, 1) +
    Math.abs((facts.tbtMs ?? 0) - tbtMs) / Math.max(tbtMs, 50);
  return runs.toSorted((one, other) => distance(one) - distance(other))[0] ?? null;
}
