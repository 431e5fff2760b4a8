// Findings that fail nothing, folded.
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { sortFindings } from '../../select/sort-findings.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { findingList } from './findings-part.ts';

export function notesPart(report: Report, most = 20): Part {
  const { notes } = sortFindings(report);
  const render = (count: number, detail: number) => () =>
    notes.length === 0
      ? ''
      : fold(plural(notes.length, 'note'), findingList(notes, report, { count, title: 200, detail }));
  return { name: 'notes', weight: 15, variants: [render(most, 400), render(5, 0)], kept: false };
}

/** What nobody measured, in few words. */
export function readingsPart(report: Report, most = 8): Part {
  const { readings } = sortFindings(report);
  const render = (count: number, detail: number) => () =>
    readings.length === 0
      ? ''
      : fold(
          `${plural(readings.length, 'thing')} read in the code, not measured`,
          findingList(readings, report, { count, title: 200, detail }),
        );
  return { name: 'readings', weight: 12, variants: [render(most, 240), render(5, 0)], kept: false };
}
