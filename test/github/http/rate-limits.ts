// GitHub's request quotas: the hourly one always counts; the secondary one (bursts of writes) only where a test turns it on.
import type { TestClock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Caller } from '../model/app.ts';
import { ApiError } from './answer.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Points a minute; a read costs 1 and a write 5. */
const pointsPerMinute = 900;
const contentWritesPerMinute = 80;

interface Window {
  startedAt: number;
  used: number;
}

export interface RateLimits {
  /** Turns the secondary limits on: 900 points and 80 content-making requests a minute. */
  secondary: boolean;
  /** Sets how many requests an hour each caller has; null is GitHub's own number for its kind. */
  limit: number | null;
  /** Counts one request; throws when a quota is used up. */
  count(caller: Caller, method: string): void;
  headers(caller: Caller): Record<string, string>;
  overview(caller: Caller): JsonObject;
}

export function rateLimits(clock: TestClock): RateLimits {
  const hourly = new Map<string, Window>();
  const points = new Map<string, Window>();
  const writes = new Map<string, Window>();
  const windowOf = (windows: Map<string, Window>, key: string, lengthMs: number): Window => {
    const now = clock.now().getTime();
    const known = windows.get(key);
    if (known !== undefined && now - known.startedAt < lengthMs) return known;
    const fresh = { startedAt: now, used: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  const facts = (caller: Caller) => {
    const limit = limits.limit ?? usualLimit(caller);
    const window = windowOf(hourly, keyOf(caller), hourMs);
    const reset = Math.ceil((window.startedAt + hourMs) / 1000);
    return { limit, used: Math.min(window.used, limit), remaining: Math.max(0, limit - window.used), reset };
  };
  const limits: RateLimits = {
    secondary: false,
    limit: null,
    count: (caller, method) => {
      const key = keyOf(caller);
      const hour = windowOf(hourly, key, hourMs);
      if (hour.used >= (limits.limit ?? usualLimit(caller))) {
        throw new ApiError(403, `API rate limit exceeded for ${key}.`);
      }
      hour.used++;
      if (!limits.secondary) return;
      const isWrite = method !== 'GET' && method !== 'HEAD';
      const minute = windowOf(points, key, minuteMs);
      const writing = windowOf(writes, key, minuteMs);
      minute.used += isWrite ? 5 : 1;
      if (isWrite) writing.used++;
      if (minute.used > pointsPerMinute || writing.used > contentWritesPerMinute) throw secondaryLimit(60);
    },
    headers: (caller) => {
      const { limit, used, remaining, reset } = facts(caller);
      return {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(reset),
        'x-ratelimit-resource': 'core',
      };
    },
    overview: (caller) => {
      const core = facts(caller);
      const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
      return { resources: { core, search }, rate: core };
    },
  };
  return limits;
}

export function secondaryLimit(retryAfterSeconds: number): ApiError {
  return new ApiError(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    { headers: { 'retry-after': String(retryAfterSeconds) } },
  );
}

function usualLimit(caller: Caller): number {
  if (caller.kind === 'anonymous') return 60;
  return caller.kind === 'installation' && caller.workflowRunId !== null ? 1000 : 5000;
}

function keyOf(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous':
      return '127.0.0.1';
    case 'user':
      return `user ID ${caller.account.id}`;
    case 'app':
      return `app ID ${caller.app.id}`;
    case 'installation':
      return `installation ID ${caller.installation.id}`;
  }
}
