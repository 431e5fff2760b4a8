// How long answers of each kind are used again, as `crew.caching` says it.
import type { Config } from '../config/config.ts';
import type { CacheKind } from '../runtime/cache/cached-output.ts';

const HOUR_MS = 3_600_000;

export function timeToLiveMs({ crew }: Pick<Config, 'crew'>): Readonly<Record<CacheKind, number>> {
  const { caching } = crew;
  return {
    review: caching.review_hours * HOUR_MS,
    exploration: caching.exploration_hours * HOUR_MS,
    architecture: caching.architecture_hours * HOUR_MS,
    security: caching.security_hours * HOUR_MS,
  };
}
