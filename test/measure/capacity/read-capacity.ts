// What tests look at in a capacity measurement.
import type { Capacity } from '../../../src/measure/capacity/measure-capacity.ts';
import { median } from '../../../src/stats/quantile.ts';

export function medians({ series }: Capacity, metric: string) {
  const rounds = series.find((one) => one.metric === metric)?.rounds ?? [];
  return {
    base: median(rounds.flatMap(({ base }) => base ?? [])),
    head: median(rounds.flatMap(({ head }) => head ?? [])),
  };
}

export function kinds({ observations }: Capacity): string[] {
  return observations.map(({ kind, severity }) => `${severity} ${kind}`);
}
