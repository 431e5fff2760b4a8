// Divides what is left of the measuring time among the gauges still to come, by what the plan expects of them.

/** Without expectations all get the same. */
export function shareBudget(leftMs: number, expectedMinutes: readonly number[]): number {
  const [own = 0] = expectedMinutes;
  const all = expectedMinutes.reduce((sum, minutes) => sum + minutes, 0);
  const share = all > 0 ? own / all : 1 / Math.max(1, expectedMinutes.length);
  return Math.max(0, leftMs) * share;
}
