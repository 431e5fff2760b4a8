// Base above head as two bars from zero: for numbers that repeat to the digit.
import type { MetricUnit } from '../../../core/metric.ts';
import { formatQuantity } from '../../../core/format/format-quantity.ts';
import { markup, type Markup } from '../markup.ts';

export interface TwoBars {
  readonly base: number | null;
  readonly head: number | null;
  readonly unit: MetricUnit;
}

export function twoBars({ base, head, unit }: TwoBars): Markup {
  const most = Math.max(base ?? 0, head ?? 0);
  const bar = (side: 'base' | 'head', value: number | null) => markup`<div class="bar-row">
    <span class="side">${side}</span>
    <svg width="100%" height="10" aria-hidden="true" focusable="false"><rect class="track" width="100%" height="10" rx="3"/><rect class="bar ${side}" width="${share(value, most)}%" height="10" rx="3"/></svg>
    <span class="value">${formatQuantity(value, unit)}</span>
  </div>`;
  return markup`<div class="two-bars">${bar('base', base)}${bar('head', head)}</div>`;
}

/** At least a sliver for what is not zero. */
function share(value: number | null, most: number): number {
  if (value === null || value <= 0 || most <= 0) return 0;
  return Number(Math.max(0.6, (value / most) * 100).toFixed(2));
}
