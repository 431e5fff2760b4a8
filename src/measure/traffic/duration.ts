// Durations as Prometheus writes them (prometheus.io/docs/prometheus/latest/querying/basics, "Float literals and time durations").

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

/** `1d12h` → milliseconds; 0 for anything else. */
export function parseDuration(text: string): number {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return 0;
  let sumMs = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    sumMs += Number(count) * (UNIT_MS[unit ?? ''] ?? 0);
  }
  return sumMs;
}

/** Milliseconds → the shortest form in one unit, which every server understands. */
export function printDuration(durationMs: number): string {
  const whole = Math.max(1, Math.round(durationMs));
  const units = ['d', 'h', 'm', 's'].find((unit) => whole % (UNIT_MS[unit] ?? 1) === 0) ?? 'ms';
  return `${whole / (UNIT_MS[units] ?? 1)}${units}`;
}
