// Tells what became of an OTLP request: taken, taken in part, or refused, with the one thing to do about it.
//
// opentelemetry.io/docs/specs/otlp, "Partial Success": what was rejected is told in an answer that is otherwise a success.
import { z } from 'zod';
import { jsonOf, saidBy } from '../prometheus/read-bounded.ts';
import type { Destination } from './settings.ts';

export type Posted =
  | { readonly status: 'sent'; readonly remark: string | null }
  | { readonly status: 'failed'; readonly reason: string; readonly mend: string };

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

const partialSchema = z.object({
  partialSuccess: z.object({
    rejectedDataPoints: z.coerce.number().optional(),
    rejectedSpans: z.coerce.number().optional(),
    errorMessage: z.string().optional(),
  }),
});

/** The answer, or why there was none. */
export function conclude(
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
