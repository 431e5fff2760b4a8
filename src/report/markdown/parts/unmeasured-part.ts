// What could not be measured is said with its reason and the one thing to do, never left out in silence.
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { codeSpan, escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { tableOf } from '../../../core/markdown/table.ts';

export function unmeasuredPart({ comparison }: Report, most = 40): Part {
  const { unmeasured } = comparison;
  const rows = unmeasured.map(({ gate, target, reason, mend }) => [
    gate,
    codeSpan(target, 60),
    escapeProse(reason, 300),
    escapeProse(mend, 300),
  ]);
  const render = (limit: number) => () =>
    rows.length === 0
      ? ''
      : fold(
          `${plural(rows.length, 'target')} not measured`,
          tableOf({ head: ['Gate', 'Target', 'Why', 'Mend'], align: 'llll', rows }, limit),
        );
  return {
    name: 'what was not measured',
    weight: 60,
    variants: [render(most), render(10), render(3)],
    kept: false,
  };
}
