// A measured value with its unit, scaled so that nobody counts zeros.
import type { MetricUnit } from '../metric.ts';
import { unreachable } from '../unreachable.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';

/** `0.621 ms`, `1.24 s`, `412 kB`, `1,240/s`, `412 blocks`; a dash where there is no value. */
export function formatQuantity(value: number | null, unit: MetricUnit): string {
  if (value === null || !Number.isFinite(value)) return '–';
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'bytes':
      return formatBytes(value);
    case 'per-sec':
      return `${formatNumber(value)}/s`;
    case 'ratio':
      return `${formatNumber(value * 100)} %`;
    case 'blocks':
      return `${formatNumber(value)} ${value === 1 ? 'block' : 'blocks'}`;
    case 'count':
    case 'score':
    case 'cost':
      return formatNumber(value);
    default:
      return unreachable(unit);
  }
}

const BYTE_STEPS = [
  { size: 1e9, name: 'GB' },
  { size: 1e6, name: 'MB' },
  { size: 1e3, name: 'kB' },
] as const;

/** Decimal units, as browsers' network panels show them. */
export function formatBytes(value: number): string {
  const step = BYTE_STEPS.find(({ size }) => Math.abs(value) >= size * 0.9995);
  return step === undefined ? `${formatNumber(value)} B` : `${formatNumber(value / step.size)} ${step.name}`;
}
