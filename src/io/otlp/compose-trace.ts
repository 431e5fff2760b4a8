// Where a review's time went, as an OTLP trace: the review, its phases, and what they were spent on.
//
// Form: ExportTraceServiceRequest in the JSON encoding (opentelemetry.io/docs/specs/otlp): ids in hexadecimal, enumerations as
// numbers. The parent may come from the job's own trace through TRACEPARENT (W3C Trace Context, "traceparent header").
import { attributesOf, changeAttributes, type AttributeValues, type OtlpAttribute } from './attributes.ts';
import { nanoseconds } from './nanoseconds.ts';
import { placePhases, type Placed } from './place-phases.ts';
import type { Reviewed } from './reviewed.ts';

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
}

export interface TraceStart {
  /** As many random hexadecimal digits. */
  readonly randomHex: (digits: number) => string;
  /** The value of TRACEPARENT. */
  readonly parent: string | null;
}

/** SPAN_KIND_INTERNAL. */
const INTERNAL = 1;

export function composeTrace(reviewed: Reviewed, start: TraceStart): readonly OtlpSpan[] {
  const parent = parseParent(start.parent);
  const traceId = parent?.traceId ?? start.randomHex(32);
  const { isExact, spans } = placePhases(reviewed.phases);
  const endMs = Date.parse(reviewed.finishedAt);
  const lengthMs = Math.max(0, ...spans.map(({ endedMs }) => endedMs));
  const begunMs = endMs - lengthMs;

  function spanOf(placed: Placed, parentSpanId: string | null, attributes: AttributeValues): OtlpSpan {
    return {
      traceId,
      spanId: start.randomHex(16),
      ...(parentSpanId !== null && { parentSpanId }),
      name: placed.name,
      kind: INTERNAL,
      startTimeUnixNano: nanoseconds(begunMs + placed.begunMs),
      endTimeUnixNano: nanoseconds(begunMs + placed.endedMs),
      attributes: attributesOf({ ...attributes, 'perfcrew.work.duration': workOf(placed) }),
    };
  }

  const whole: Placed = { name: 'perfcrew review', begunMs: 0, endedMs: lengthMs, workMs: null, parts: [] };
  const root = spanOf(whole, parent?.spanId ?? null, {
    ...changeAttributes(reviewed),
    'perfcrew.verdict': reviewed.verdict.conclusion,
    'perfcrew.risk.level': reviewed.risk.level,
    // Without the moments, phases stand one after the other with their shares of the wall time.
    'perfcrew.timing': isExact ? 'exact' : 'in-sequence',
  });
  const children = spans.flatMap((phase) => {
    const span = spanOf(phase, root.spanId, { 'perfcrew.phase': phase.name });
    const parts = phase.parts.map((part) => spanOf(part, span.spanId, { 'perfcrew.phase': phase.name }));
    return [span, ...parts];
  });
  return [root, ...children];
}

function workOf({ workMs }: Placed): number | null {
  return workMs === null ? null : workMs / 1000;
}

function parseParent(text: string | null): { readonly traceId: string; readonly spanId: string } | null {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(text?.trim() ?? '');
  const [, traceId = '', spanId = ''] = match ?? [];
  // Ids of zeros only are invalid by the same standard.
  return /[1-9a-f]/.test(traceId) && /[1-9a-f]/.test(spanId) ? { traceId, spanId } : null;
}
