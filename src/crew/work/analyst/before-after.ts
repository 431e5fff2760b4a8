// The before/after report of the crew: each target on base and head, in the number its users feel, and what stands between the two.
import { formatChange } from '../../../core/format/format-change.ts';
import { formatQuantity } from '../../../core/format/format-quantity.ts';
import type { Bottleneck } from '../../bottleneck.ts';
import { codeSpan, escapeProse } from '../../../core/markdown/escape-markdown.ts';
import { table } from '../../../core/markdown/table.ts';
import { costOf, placeOf } from '../cost-text.ts';
import type { BaselineReport } from '../profiler/baseline-report.ts';

export function beforeAfter(baseline: BaselineReport, bottlenecks: readonly Bottleneck[]): string {
  const rows = baseline.targets.flatMap(({ target, felt, metrics }) => {
    const shown = metrics.filter(
      ({ metric, conclusion }) =>
        metric === felt?.metric || conclusion === 'regressed' || conclusion === 'improved',
    );
    return shown.map(({ label, unit, base, head, ratio, conclusion }) => [
      codeSpan(target),
      label,
      formatQuantity(base, unit),
      formatQuantity(head, unit),
      formatChange({ base, head, ratio, interval: null }),
      conclusion,
    ]);
  });
  const unmeasured = baseline.unmeasured.map(
    ({ gate, target, reason, mend }) =>
      `- ${gate} of ${codeSpan(target)}: ${escapeProse(reason)} ${escapeProse(mend)}`,
  );
  return [
    '# Before and after',
    '',
    `${codeSpan(baseline.base.slice(0, 10))} (base) against ${codeSpan(baseline.head.slice(0, 10))} (head), measured side by side on one machine.`,
    '',
    rows.length === 0
      ? 'Nothing was measured.'
      : table({ head: ['target', 'number', 'base', 'head', 'change', 'conclusion'], align: 'llrrrl', rows }),
    '',
    '## What stands between them',
    '',
    bottlenecks.length === 0
      ? 'Nothing was found.'
      : table({
          head: ['', 'place', 'what', 'costs', 'slows'],
          align: 'rllll',
          rows: bottlenecks.map((bottleneck, at) => [
            String(at + 1),
            placeOf(bottleneck),
            escapeProse(bottleneck.title),
            costOf(bottleneck),
            bottleneck.targets.map((name) => codeSpan(name)).join(', '),
          ]),
        }),
    ...(unmeasured.length === 0 ? [] : ['', '## Not measured', '', ...unmeasured]),
    '',
  ].join('\n');
}
