// Misfortune on order: the next requests fail or dawdle as a bad day at GitHub would have it.
import { setTimeout as wait } from 'node:timers/promises';
import type { TestClock } from '../clock.ts';
import { ApiError } from './answer.ts';
import { secondaryLimit } from './rate-limits.ts';

export type Fault =
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 | 504 }
  | { readonly kind: 'secondary-limit'; readonly retryAfterSeconds: number }
  | { readonly kind: 'primary-limit'; readonly resetSeconds: number }
  /** The connection is closed without an answer. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'slow'; readonly delayMs: number };

export interface FaultPlan {
  /** How many matching requests it strikes; 1 where not given. */
  readonly times?: number;
  /** Which requests: `POST /repos/{owner}/{repo}/check-runs` style prefixes of "METHOD path"; all where not given. */
  readonly requests?: RegExp;
}

export class ConnectionReset extends Error {}

export interface Faults {
  plan(fault: Fault, plan?: FaultPlan): void;
  strike(method: string, path: string): Promise<void>;
}

export function faults(clock: TestClock): Faults {
  const planned: { fault: Fault; left: number; requests: RegExp | null }[] = [];
  return {
    plan: (fault, plan = {}) => {
      planned.push({ fault, left: plan.times ?? 1, requests: plan.requests ?? null });
    },
    strike: async (method, path) => {
      const next = planned.find((one) => one.left > 0 && (one.requests?.test(`${method} ${path}`) ?? true));
      if (next === undefined) return;
      next.left--;
      await happen(next.fault, clock);
    },
  };
}

async function happen(fault: Fault, clock: TestClock): Promise<void> {
  switch (fault.kind) {
    case 'status':
      throw new ApiError(fault.status, fault.status === 500 ? 'Server Error' : 'Bad Gateway');
    case 'secondary-limit':
      throw secondaryLimit(fault.retryAfterSeconds);
    case 'primary-limit':
      throw new ApiError(403, 'API rate limit exceeded for installation.', {
        headers: {
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-used': '5000',
          'x-ratelimit-resource': 'core',
          'x-ratelimit-reset': String(Math.ceil(clock.now().getTime() / 1000) + fault.resetSeconds),
        },
      });
    case 'reset':
      throw new ConnectionReset();
    case 'slow':
      await wait(fault.delayMs);
  }
}
