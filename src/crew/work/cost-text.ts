// How the place and the cost of a bottleneck are written wherever the crew tells them.
import { formatQuantity } from '../../core/format/format-quantity.ts';
import { codeSpan } from '../../core/markdown/escape-markdown.ts';
import type { Bottleneck } from '../bottleneck.ts';

export function placeOf({ location }: Bottleneck): string {
  return location === null ? '?' : codeSpan(`${location.path}:${location.line}`);
}

export function costOf({ cost: { perRequestMs, share, basis } }: Bottleneck): string {
  if (perRequestMs === null) return 'not measured';
  const part = share === null ? '' : `, ${Math.round(share * 100)} % of its time`;
  return `${formatQuantity(perRequestMs, 'ms')}${part} (${basis})`;
}
