// Durations in the two units that fit them best.
import { formatNumber } from './format-number.ts';

/** `0.6 ms`, `840 ms`, `12.4 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0) return `−${formatDuration(-durationMs)}`;
  if (durationMs < 999.5) return `${formatNumber(durationMs)} ms`;
  if (durationMs < 59_950) return `${formatNumber(durationMs / 1000)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return twoUnits({ value: seconds, size: 60, names: ['min', 's'] });
  return twoUnits({ value: Math.round(seconds / 60), size: 60, names: ['h', 'min'] });
}

/** `under a minute`, `12 min`, `1 h 5 min`. */
export function formatMinutes(minutes: number): string {
  if (minutes <= 0) return '0 min';
  if (minutes < 0.95) return 'under a minute';
  const whole = Math.round(minutes);
  return whole < 60 ? `${whole} min` : twoUnits({ value: whole, size: 60, names: ['h', 'min'] });
}

interface Amount {
  readonly value: number;
  readonly size: number;
  readonly names: readonly [string, string];
}

function twoUnits({ value, size, names }: Amount): string {
  const rest = value % size;
  const large = `${formatNumber(Math.floor(value / size))} ${names[0]}`;
  return rest === 0 ? large : `${large} ${rest} ${names[1]}`;
}
