// One chart of what changed, in the dialect GitHub draws itself.
import type { MetricComparison } from '../../compare/comparison.ts';
import { furthest } from '../select/sort-metrics.ts';
import { timesWorse } from '../select/times-worse.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';

const MOST_BARS = 8;

/** Bars of how many times worse (or, where nothing got worse, better) head is; null where fewer than two rows have a ratio. */
export function mermaidChart(rows: readonly MetricComparison[]): string | null {
  const direction = rows.some(({ conclusion }) => conclusion === 'regressed') ? 'worse' : 'better';
  const bars = furthest(rows, MOST_BARS).flatMap((row) => barOf(row, direction));
  if (bars.length < 2) return null;
  const top = Math.max(1.2, ...bars.map(({ times }) => times * 1.05));
  return [
    '```mermaid',
    `%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#d1602a"}}, "xyChart": {"width": 760, "height": ${100 + 40 * bars.length}}}}%%`,
    'xychart-beta horizontal',
    `    title "Times ${direction} than base (1 = the same)"`,
    `    x-axis [${bars.map(({ label }) => `"${label}"`).join(', ')}]`,
    `    y-axis "times" 0 --> ${top.toFixed(2)}`,
    `    bar [${bars.map(({ times }) => times.toFixed(2)).join(', ')}]`,
    '```',
  ].join('\n');
}

interface Bar {
  readonly label: string;
  readonly times: number;
}

function barOf(row: MetricComparison, direction: 'worse' | 'better'): readonly Bar[] {
  const worse = timesWorse(row);
  if (worse === null || !(worse.point > 1e-6 && worse.point < 1e6)) return [];
  return [{ label: labelOf(row), times: direction === 'worse' ? worse.point : 1 / worse.point }];
}

/** Only letters, digits and a few marks: the chart's grammar has no escape. */
function labelOf({ target, label: metric }: MetricComparison): string {
  return `${chartText(target, 22)} · ${chartText(metric, 24)}`;
}

function chartText(text: string, limit: number): string {
  return cutText(cleanLine(text.slice(0, 400).replace(/[^\p{L}\p{N} /.:_-]/gu, ' ')), limit) || 'unnamed';
}
