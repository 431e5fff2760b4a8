// What the crew found, for the terminal: the bottlenecks by cost with the patches against them, and where everything was written.
import { formatQuantity } from '../core/format/format-quantity.ts';
import { plural } from '../core/format/plural.ts';
import { cleanLine } from '../core/text/clean-text.ts';
import { cutText } from '../core/text/cut-text.ts';
import type { Optimization } from '../run/optimize.ts';

const MOST = 15;
const WIDTH = 110;

export function renderOptimization(
  { bottlenecks, proposals, endings, paths }: Optimization,
  shown: (path: string) => string,
): string {
  const lines = bottlenecks.slice(0, MOST).flatMap(({ id, title, location, cost, targets, advice }, at) => {
    const place = location === null ? 'no line' : `${location.path}:${location.line}`;
    const took = cost.perRequestMs === null ? 'not measured' : formatQuantity(cost.perRequestMs, 'ms');
    const of = targets.length === 0 ? '' : ` of ${targets.join(', ')}`;
    const patches = proposals.filter(({ bottleneck }) => bottleneck === id);
    return [
      `${String(at + 1).padStart(2)}. ${place}  ${took}${of}`,
      `    ${cutText(cleanLine(title), WIDTH)}`,
      ...(patches.length === 0 ? [`    → ${cutText(cleanLine(advice), WIDTH)}`] : []),
      ...patches.map((patch) => `    → patch ${patch.id}: ${cutText(cleanLine(patch.title), WIDTH)}`),
    ];
  });
  const troubles = [...endings].flatMap(([agent, ending]) =>
    ending.status === 'done' ? [] : [`${agent}: ${ending.status}: ${ending.reason}`],
  );
  const more = bottlenecks.length - MOST;
  return `${[
    bottlenecks.length === 0
      ? 'The crew found nothing that costs time.'
      : `${plural(bottlenecks.length, 'bottleneck')}, the dearest first; ${plural(proposals.length, 'patch', 'patches')}, none of them proven yet:`,
    ...lines,
    ...(more > 0 ? [`…and ${more} more in bottlenecks.csv.`] : []),
    ...troubles,
    ...(paths.length === 0 ? [] : ['', ...paths.filter((path) => !path.endsWith('.patch')).map(shown)]),
  ].join('\n')}\n`;
}
