// Exports a review to whoever takes OTLP: its numbers as gauges, its run as a trace. What fails is told and changes no verdict.
import { randomBytes } from 'node:crypto';
import { plural } from '../../core/format/plural.ts';
import { attributesOf } from './attributes.ts';
import { composeMetrics } from './compose-metrics.ts';
import { composeTrace } from './compose-trace.ts';
import type { Posted } from './conclude.ts';
import { post, type PostOutside } from './post.ts';
import { destinationOf, parsePairs, SIGNALS, type Environment, type Signal } from './settings.ts';
import type { Reviewed } from './reviewed.ts';

export interface ExportOutside extends PostOutside {
  readonly environment: Environment;
}

/** What became of one signal. */
export type ExportOutcome = Posted & { readonly signal: Signal; readonly items: number };

/** Empty where no endpoint is set. Never throws for what the network or the receiver does. */
export async function sendReview(
  reviewed: Reviewed,
  outside: ExportOutside,
): Promise<readonly ExportOutcome[]> {
  const outcomes = await Promise.all(SIGNALS.map((signal) => sendSignal(signal, reviewed, outside)));
  return outcomes.flat();
}

/** One line for the log, of signals that met the same fate. */
export function describeExport(outcomes: readonly ExportOutcome[]): string {
  const [outcome] = outcomes;
  if (outcome === undefined) return 'OTLP: nothing to send';
  const what = outcomes
    .map(({ items, signal }) => plural(items, signal === 'metrics' ? 'metric' : 'span'))
    .join(' and ');
  if (outcome.status === 'failed') return `OTLP: ${what} not sent. ${outcome.reason} ${outcome.mend}`;
  return `OTLP: ${what} sent${outcome.remark === null ? '' : `, ${outcome.remark}`}`;
}

async function sendSignal(
  signal: Signal,
  reviewed: Reviewed,
  outside: ExportOutside,
): Promise<readonly ExportOutcome[]> {
  const destination = destinationOf(signal, outside.environment);
  if (destination === null) return [];
  const { message, items } = messageOf(signal, reviewed, outside.environment);
  if (items === 0) return [];
  if ('reason' in destination) return [{ ...destination, status: 'failed', items }];
  return [{ ...(await post(destination, message, outside)), signal, items }];
}

function messageOf(signal: Signal, reviewed: Reviewed, environment: Environment) {
  const resource = { attributes: attributesOf(resourceOf(reviewed, environment)) };
  const scope = { name: 'perfcrew', version: reviewed.perfcrew };
  switch (signal) {
    case 'metrics': {
      const metrics = composeMetrics(reviewed);
      return {
        message: { resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] },
        items: metrics.length,
      };
    }
    case 'traces': {
      const parent = environment['TRACEPARENT'] ?? null;
      const spans = composeTrace(reviewed, { randomHex, parent });
      return {
        message: { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] },
        items: spans.length,
      };
    }
  }
}

/** opentelemetry.io/docs/specs/otel/resource/sdk: what the user says of the resource is kept. */
function resourceOf({ perfcrew }: Reviewed, environment: Environment): Record<string, string> {
  const told = Object.fromEntries(parsePairs(environment['OTEL_RESOURCE_ATTRIBUTES'] ?? '') ?? []);
  const service = environment['OTEL_SERVICE_NAME']?.trim();
  return {
    'service.name': 'perfcrew',
    'service.version': perfcrew,
    ...told,
    ...(service && { 'service.name': service }),
  };
}

function randomHex(digits: number): string {
  return randomBytes(digits / 2).toString('hex');
}
