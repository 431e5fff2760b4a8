// What the crew found, for the page of the job: text of the code under review is shown as itself, never as markup.
import { formatQuantity } from '../core/format/format-quantity.ts';
import { plural } from '../core/format/plural.ts';
import { codeSpan, escapeProse } from '../core/markdown/escape-markdown.ts';
import { table } from '../core/markdown/table.ts';
import type { Thoughts } from '../run/zones/thoughts.ts';

const MOST = 15;

/** Null where this job's agents ranked nothing. */
export function crewSummary({
  bottlenecks,
  proposals,
}: Pick<Thoughts, 'bottlenecks' | 'proposals'>): string | null {
  if (bottlenecks.length === 0) return null;
  const rows = bottlenecks
    .slice(0, MOST)
    .map(({ id, title, location, cost }) => [
      location === null ? '' : codeSpan(`${location.path}:${location.line}`),
      escapeProse(title, 160),
      cost.perRequestMs === null ? 'not measured' : formatQuantity(cost.perRequestMs, 'ms'),
      String(proposals.filter(({ bottleneck }) => bottleneck === id).length),
    ]);
  const patches = `${plural(proposals.length, 'patch', 'patches')}, none of them proven yet`;
  const head = ['where', 'what costs time', 'each time', 'patches'];
  const more = bottlenecks.length > MOST ? `\n\n…and ${bottlenecks.length - MOST} more.` : '';
  return `**${plural(bottlenecks.length, 'bottleneck')}, ${patches}.**\n\n${table({ head, align: 'llrr', rows })}${more}\n`;
}
