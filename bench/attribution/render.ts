// The table of planted regressions: who was named, and what was right of it.
import { markdownTable, secondsText } from '../kit/table.ts';
import type { Attribution } from './score.ts';

const FUNCTION_GOAL = 0.9;
const LINE_GOAL = 0.8;

export function renderAttribution({ trials, packages }: Pick<Attribution, 'trials' | 'packages'>): string {
  const right = (pick: (trial: Attribution['trials'][number]) => boolean): number =>
    trials.filter(pick).length;
  const functions = right(({ functionFirst }) => functionFirst);
  const lines = right(({ lineFound }) => lineFound);
  const goal = (share: number): number => Math.ceil(share * trials.length);
  return [
    `Guilty function first: ${functions} of ${trials.length} (goal ≥ ${goal(FUNCTION_GOAL)}, ${functions >= goal(FUNCTION_GOAL) ? 'held' : 'missed'}). Guilty line in the diff: ${lines} of ${trials.length} (goal ≥ ${goal(LINE_GOAL)}, ${lines >= goal(LINE_GOAL) ? 'held' : 'missed'}).`,
    '',
    markdownTable(
      ['planted', 'guilty', 'named first', 'function', 'line', 'wall time'],
      trials.map(({ what, truth, named, functionFirst, lineFound, wallMs }) => [
        what,
        `\`${truth.functionName}\`, ${truth.path}:${truth.lines.join(',')}`,
        named === null ? 'no function' : `\`${named.functionName}\`, ${named.path}:${named.line}`,
        functionFirst ? 'right' : 'wrong',
        lineFound ? 'right' : 'wrong',
        secondsText(wallMs),
      ]),
    ),
    '',
    `Each diff changes other functions of the same route too, which are innocent. Code of npm packages: ${packages.join(', ')}.`,
  ].join('\n');
}
