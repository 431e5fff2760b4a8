// Sends one OTLP request with the patience its specification asks for, and tells in words what became of it.
//
// opentelemetry.io/docs/specs/otlp, "OTLP/HTTP Response" and "OTLP/HTTP Throttling": 429, 502, 503 and 504 are tried again, after
// Retry-After where it is given, else after an exponentially growing time with jitter; a connection that fails too; nothing else.
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { Clock } from '../../ports/clock.ts';
import { reasonOf } from '../prometheus/describe-failure.ts';
import { readBounded } from '../prometheus/read-bounded.ts';
import { conclude, type Answer, type Posted } from './conclude.ts';
import type { Destination } from './settings.ts';

export interface PostOutside {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const RETRYABLE = new Set([429, 502, 503, 504]);
const MAXIMUM_ATTEMPTS = 5;
const FIRST_WAIT_MS = 1000;
/** A review waits no longer than this for telemetry. */
const PATIENCE_MS = 60_000;
const ANSWER_LIMIT_BYTES = 256 * 1024;

export async function post(to: Destination, message: object, outside: PostOutside): Promise<Posted> {
  const { clock } = outside;
  // Of `Bearer …` a receiver may repeat the second word alone; what is shorter is a tenant's name or a flag.
  const secrets = Object.values(to.headers)
    .flatMap((value) => [value, ...value.split(' ')])
    .filter((secret) => secret.length >= 6);
  const begunMs = clock.elapsed();
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptPost(to, message, outside.signal);
    const canRetry = typeof answer === 'string' || RETRYABLE.has(answer.status);
    const waitMs = waitOf(answer, attempt, clock);
    const hasTime = clock.elapsed() - begunMs + waitMs <= PATIENCE_MS;
    if (!canRetry || attempt === MAXIMUM_ATTEMPTS || !hasTime || outside.signal.aborted) {
      return conclude(to, answer, { attempt, secrets });
    }
    try {
      await clock.sleep(waitMs, outside.signal);
    } catch {
      return conclude(to, answer, { attempt, secrets });
    }
  }
}

/** The answer, or why there was none. */
async function attemptPost(to: Destination, message: object, signal: AbortSignal): Promise<Answer | string> {
  const json = JSON.stringify(message);
  const timeout = AbortSignal.timeout(to.timeoutMs);
  try {
    const response = await fetch(to.url, {
      method: 'POST',
      body: to.isCompressed ? new Uint8Array(await promisify(zlib.gzip)(json)) : json,
      headers: {
        ...to.headers,
        'content-type': 'application/json',
        ...(to.isCompressed && { 'content-encoding': 'gzip' }),
      },
      // What authorises stays with the server it was given for.
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    const { text } = await readBounded(response, ANSWER_LIMIT_BYTES);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text };
  } catch (error) {
    if (signal.aborted) return 'the review was interrupted';
    return timeout.aborted ? `no answer within ${to.timeoutMs / 1000} s` : reasonOf(error);
  }
}

/** RFC 9110, 10.2.3: seconds or a date. */
function waitOf(answer: Answer | string, attempt: number, clock: Clock): number {
  const told = typeof answer === 'string' ? null : answer.retryAfter;
  if (told !== null && /^\d+$/.test(told.trim())) return Number(told) * 1000;
  const atMs = Date.parse(told ?? '');
  if (!Number.isNaN(atMs)) return Math.max(0, atMs - clock.now());
  return FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}
