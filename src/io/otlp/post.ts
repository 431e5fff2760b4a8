// Sends one OTLP request with the patience its specification asks for, and tells in words what became of it.
//
// opentelemetry.io/docs/specs/otlp, "OTLP/HTTP Response" and "OTLP/HTTP Throttling": 429, 502, 503 and 504 are tried again, after
// Retry-After where it is given, else after an exponentially growing time with jitter; nothing else is. So is no connection.
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import { reasonOf } from '../prometheus/describe-failure.ts';
import { jsonOf, readBounded, saidBy } from '../prometheus/read-bounded.ts';
import type { Destination } from './settings.ts';

export interface PostOutside {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type Posted =
  | { readonly status: 'sent'; readonly remark: string | null }
  | { readonly status: 'failed'; readonly reason: string; readonly mend: string };

const RETRYABLE = new Set([429, 502, 503, 504]);
const MAXIMUM_ATTEMPTS = 5;
const FIRST_WAIT_MS = 1000;
/** A review waits no longer than this for telemetry. */
const PATIENCE_MS = 60_000;
const ANSWER_LIMIT_BYTES = 256 * 1024;

const partialSchema = z.object({
  partialSuccess: z.object({
    rejectedDataPoints: z.coerce.number().optional(),
    rejectedSpans: z.coerce.number().optional(),
    errorMessage: z.string().optional(),
  }),
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

export async function post(to: Destination, message: object, outside: PostOutside): Promise<Posted> {
  const { clock } = outside;
  const secrets = Object.values(to.headers);
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

function conclude(
  { url }: Destination,
  answer: Answer | string,
  { attempt, secrets }: { readonly attempt: number; readonly secrets: readonly string[] },
): Posted {
  const tries = attempt === 1 ? '' : ` (tried ${attempt} times)`;
  // The path may hold a key.
  if (typeof answer === 'string') {
    return {
      status: 'failed',
      reason: `${url.origin} could not be reached${tries}: ${saidBy(answer, secrets)}`,
      mend: 'Check OTEL_EXPORTER_OTLP_ENDPOINT, and that this machine can reach it.',
    };
  }
  if (answer.status >= 200 && answer.status < 300) {
    const partial = partialSchema.safeParse(jsonOf(answer.text));
    return { status: 'sent', remark: partial.success ? remarkOf(partial.data, secrets) : null };
  }
  const said = saidBy(answer.text, secrets);
  return {
    status: 'failed',
    reason: `${url.origin} answered ${answer.status}${tries}${said === '' ? '' : `: ${said}`}`,
    mend: mendOf(answer.status),
  };
}

function remarkOf(
  { partialSuccess }: z.infer<typeof partialSchema>,
  secrets: readonly string[],
): string | null {
  const { rejectedDataPoints = 0, rejectedSpans = 0, errorMessage = '' } = partialSuccess;
  const rejected = rejectedDataPoints + rejectedSpans;
  if (rejected === 0 && errorMessage === '') return null;
  return `${rejected} rejected by the receiver: ${saidBy(errorMessage, secrets) || 'no reason given'}`;
}

function mendOf(status: number): string {
  if (status === 401 || status === 403)
    return 'Set OTEL_EXPORTER_OTLP_HEADERS to what the receiver asks for.';
  if (status === 404 || status === 405) {
    return 'Set OTEL_EXPORTER_OTLP_ENDPOINT to the address to which v1/metrics and v1/traces are appended.';
  }
  if (status === 400 || status === 415)
    return 'Send through an OpenTelemetry collector: perfcrew speaks http/json.';
  if (status >= 300 && status < 400) return 'Set the endpoint to the address it redirects to.';
  return 'Run it again when the receiver is healthy.';
}
