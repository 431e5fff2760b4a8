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
