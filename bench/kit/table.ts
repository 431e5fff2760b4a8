// The few ways a bench writes figures: Markdown tables, shares with what can be said of them, minutes.
/** The normal quantile that leaves 2.5 % on either side. */
const Z = 1.959_963_985;

export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

/** `3 of 50 (6.0 %)`; a share of nothing is no share. */
export function shareText(count: number, of: number): string {
  return of === 0 ? `${count} of 0` : `${count} of ${of} (${percentText(count / of)})`;
}

export function percentText(ratio: number): string {
  const decimals = ratio <= 0 || ratio >= 0.1 ? 0 : ratio < 0.001 ? 2 : 1;
  return `${(100 * ratio).toFixed(decimals)} %`;
}

export function secondsText(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(0)} s`;
}

/** 95 % interval of a share: Wilson, J. Am. Stat. Assoc. 22 (1927). */
export function shareInterval(count: number, of: number): { readonly low: number; readonly high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const centre = (count + (Z * Z) / 2) / (of + Z * Z);
  const half = (Z / (of + Z * Z)) * Math.sqrt((count * (of - count)) / of + (Z * Z) / 4);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
