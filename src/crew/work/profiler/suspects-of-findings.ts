// What the review found and what costs time while the code runs; what is merely dangerous or broken is not the crew's to mend.
import type { Finding } from '../../../compare/finding.ts';
import type { Suspect } from './suspect.ts';

const GATES: ReadonlySet<string> = new Set(['load', 'page', 'query', 'profile', 'command', 'endurance']);
/** They say that a number is wrong, not why. */
const NO_CAUSE: ReadonlySet<string> = new Set(['improvement', 'budget', 'budget-unchecked', 'broken']);

export function suspectsOfFindings(findings: readonly Finding[]): readonly Suspect[] {
  return findings
    .filter(({ gate, kind, severity }) => GATES.has(gate) && !NO_CAUSE.has(kind) && severity !== 'note')
    .map(({ kind, title, location, target, detail, gate }) => ({
      kind,
      title,
      location,
      targets: [target],
      origin: 'change',
      source: `review (${gate})`,
      evidence: detail,
      advice: ADVICE[kind] ?? 'Take back what these lines added, or do it once instead of each time.',
      within: null,
      share: null,
    }));
}

const ADVICE: Readonly<Record<string, string>> = {
  'repeated-statement': 'Ask for all rows with one statement before the loop.',
  'index-lost': 'Keep the index, or create one on the same columns before this one goes.',
  'sequential-scan': 'Create an index on the columns the statement filters by.',
  'heavier-resource': 'Load it later, load less of it, or leave it out.',
  'script-blocking': 'Split the long tasks, or run the script after the first paint.',
  regression: 'Do less in these lines: compute once what does not change between the calls.',
};
