// The middle and the quantiles of a sample, so that one slow round does not speak for all.

/** Quantile of type 7 (linear between order statistics): Hyndman and Fan, The American Statistician 50 (1996). Null for no values. */
export function quantile(values: readonly number[], probability: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}
