// The ranked bottlenecks as a table that a spreadsheet opens (RFC 4180).
import type { Bottleneck } from '../../bottleneck.ts';

const COLUMNS = [
  ['rank', (_: Bottleneck, rank: number) => rank],
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['title', ({ title }) => title],
  ['path', ({ location }) => location?.path ?? ''],
  ['line', ({ location }) => location?.line ?? ''],
  ['targets', ({ targets }) => targets.join('; ')],
  ['per_request_ms', ({ cost }) => rounded(cost.perRequestMs)],
  ['share_of_target', ({ cost }) => rounded(cost.share)],
  ['weighted_ms', ({ cost }) => rounded(cost.weightedMs)],
  ['basis', ({ cost }) => cost.basis],
  ['origin', ({ origin }) => origin],
  ['sources', ({ sources }) => sources.join('; ')],
  ['advice', ({ advice }) => advice],
] as const satisfies readonly (readonly [string, (of: Bottleneck, rank: number) => string | number])[];

export function bottlenecksCsv(bottlenecks: readonly Bottleneck[]): string {
  const head = COLUMNS.map(([name]) => name);
  const rows = bottlenecks.map((bottleneck, at) => COLUMNS.map(([, cell]) => cell(bottleneck, at + 1)));
  return [head, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would take for a formula is kept a text: the words are a stranger's. */
function cellText(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function rounded(value: number | null): string | number {
  return value === null ? '' : Number(value.toPrecision(4));
}
