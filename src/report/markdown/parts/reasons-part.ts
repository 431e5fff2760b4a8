// What decided the verdict beyond the findings, such as a gate that could not run.
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { looseReasons } from '../../select/sort-reasons.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';

export function reasonsPart(report: Report): Part {
  const reasons = looseReasons(report);
  const render = (count: number, limit: number) => () => {
    const lines = reasons.slice(0, count).map(({ effect, message }) => {
      return `- ${effect === 'fail' ? '❌' : '⚪'} ${escapeProse(message, limit)}`;
    });
    const hidden = reasons.length - lines.length;
    return [
      ...lines,
      ...(hidden > 0 ? [`- …and ${plural(hidden, 'more reason', 'more reasons')}`] : []),
    ].join('\n');
  };
  const variants = [
    render(8, 400),
    render(4, 160),
    () => (reasons.length === 0 ? '' : `${plural(reasons.length, 'reason')}.`),
  ];
  return { name: 'reasons', weight: 85, variants, kept: true };
}
