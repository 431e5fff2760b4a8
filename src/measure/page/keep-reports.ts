// Keeps both full Lighthouse reports and their pictures among the artifacts of the run.
import { SIDES } from '../../core/side.ts';
import type { Files } from '../../ports/files.ts';
import type { Artifact } from '../measurement.ts';
import type { PageRecord } from './page-record.ts';

const NAMES = {
  html: 'Lighthouse on {side} (html)',
  json: 'Lighthouse on {side} (json)',
  jpg: 'Screenshot of {side}',
  svg: 'Film strip of {side}',
} as const;

export interface ReportPlace {
  readonly artifactsDirectory: string;
  readonly runDirectory: string;
}

export async function keepReports(
  files: Files,
  record: PageRecord,
  { artifactsDirectory, runDirectory }: ReportPlace,
): Promise<readonly Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const side of SIDES) {
    const audit = record.audits[side];
    for (const format of audit?.facts.files ?? []) {
      const kept = `${artifactsDirectory}/${record.slug}-${side}.${format}`;
      await files.copy(`${audit?.reportPath}.${format}`, kept);
      artifacts.push({
        name: NAMES[format].replace('{side}', side),
        path: kept.startsWith(`${runDirectory}/`) ? kept.slice(runDirectory.length + 1) : kept,
        ...(format === 'jpg' ? { show: 'screenshot' } : {}),
        side,
      });
    }
  }
  return artifacts;
}
