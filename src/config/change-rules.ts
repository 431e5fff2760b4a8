// What counts as a change for one metric: its floors, with the user's threshold in their place.
import { METRICS, type Metric, type MetricId } from '../core/metric.ts';
import type { Config } from './config.ts';

export interface Rules {
  readonly better: Metric['better'];
  /** Fraction: 0.1 asks for 1.1 × or 1 / 1.1 ×, the same distance both ways. */
  readonly floor: number;
  readonly minimumChange: number;
}

export function rulesOf(metric: MetricId, config: Pick<Config, 'thresholds'>): Rules {
  const { better, floor, minimumChange } = METRICS[metric];
  return { better, floor: config.thresholds[metric] ?? floor, minimumChange };
}

/** True where two values differ by more than the floor and by at least the smallest change worth telling. */
export function isChange(base: number, head: number, rules: Omit<Rules, 'better'>): boolean {
  const difference = Math.abs(head - base);
  const enough = difference >= rules.minimumChange * (1 - ROUNDING);
  return enough && difference > rules.floor * Math.min(base, head) * (1 + ROUNDING) && difference > 0;
}

/** Whether more is worse (+1) or better (-1). */
export function badDirection(better: Metric['better']): 1 | -1 {
  return better === 'lower' ? 1 : -1;
}

/** 0.15 - 0.1 is a hair less than 0.05; a change of exactly the threshold must not depend on that. */
const ROUNDING = 1e-9;
