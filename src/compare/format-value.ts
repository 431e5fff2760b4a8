// Writes a measured number the way a person says it: short, with its unit.
import type { MetricUnit } from '../core/metric.ts';
import { unreachable } from '../core/unreachable.ts';

export function formatValue(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'ms':
      return Math.abs(value) >= 10_000 ? `${formatNumber(value / 1000)} s` : `${formatNumber(value)} ms`;
    case 'bytes':
      return formatBytes(value);
    case 'per-sec':
      return `${formatNumber(value)}/s`;
    case 'ratio':
      return `${formatNumber(value * 100)} %`;
    case 'blocks':
      return `${formatNumber(value)} blocks`;
    case 'count':
    case 'score':
    case 'cost':
      return formatNumber(value);
    default:
      return unreachable(unit);
  }
}

/** Three digits say enough; whole thousands get their comma. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 100)
    return Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ',');
  if (size >= 1) return String(Number(value.toFixed(1)));
  return String(Number(value.toPrecision(2)));
}

function formatBytes(value: number): string {
  if (Math.abs(value) >= 1e6) return `${formatNumber(value / 1e6)} MB`;
  return Math.abs(value) >= 1e3 ? `${formatNumber(value / 1e3)} kB` : `${formatNumber(value)} B`;
}
