// A page that sends the browser elsewhere: what is measured is not the page that was named.
import { pageName } from '../../config/target-name.ts';
import type { Observation } from '../measurement.ts';
import { samplesOf, type PageRecord } from './page-record.ts';

export function observeRedirection(record: PageRecord): Observation[] {
  const base = samplesOf(record, 'base').at(-1)?.leadsTo ?? null;
  const head = samplesOf(record, 'head').at(-1)?.leadsTo ?? null;
  if (base === null && head === null) return [];
  const name = pageName(record.page);
  const isSame = base === head;
  return [
    {
      kind: 'page-redirected',
      side: isSame ? 'both' : 'head',
      severity: 'warning',
      title: isSame
        ? `${name} leads to ${head}, which is measured in its place`
        : `${name} ${says(head)} on head and ${says(base)} on base: different pages are compared`,
      detail: isSame
        ? 'Name that page in `targets.pages`, or let the page be reached without being sent away (`setup` of the page).'
        : 'Read no number of this page before both sides show the same one.',
      evidence: { base: says(base), head: says(head) },
      clues: [head, base].filter((path) => path !== null),
      location: null,
    },
  ];
}

function says(path: string | null): string {
  return path === null ? 'answers itself' : `leads to ${path}`;
}
