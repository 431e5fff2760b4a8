// The model behind Anthropic's Messages API: streamed, with patience, time-outs and nothing secret in what it tells.
import Anthropic from '@anthropic-ai/sdk';
import type { Clock } from '../../ports/clock.ts';
import type { Model, ModelEvent, ModelRequest, ModelStop } from '../../ports/model.ts';
import { composeRequest } from './compose-request.ts';
import { keyRedactor, readModelAddress, readModelKey, type Environment } from './credentials.ts';
import { cutStream, describeAttempt, silentStream, type AttemptFailure } from './describe-failure.ts';
import { DEFAULT_PATIENCE, waitBefore, type Patience } from './patience.ts';
import { readStream } from './read-stream.ts';
import { watchSilence } from './watch-silence.ts';

export interface AnthropicSettings {
  /** Null takes ANTHROPIC_BASE_URL, and where that is not set the provider's own. */
  readonly baseUrl?: string | null;
  readonly patience?: Patience;
  /** No byte for so long, pings included, is a time-out. */
  readonly silenceMs?: number;
}

export interface AnthropicOutside {
  readonly environment: Environment;
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
}

const SILENCE_MS = 120_000;
/** Longer than any answer takes; whoever waits sets a closer limit by the signal. */
const ATTEMPT_MS = 3_600_000;

/** Reads the key at once, so that a missing one is told before any work is done. */
export function connectAnthropic(settings: AnthropicSettings, outside: AnthropicOutside): Model {
  const address = readModelAddress(settings.baseUrl ?? null, outside.environment);
  const client = new Anthropic({
    apiKey: readModelKey(outside.environment),
    baseURL: address ?? 'https://api.anthropic.com',
    // Waiting, logging and tracing are ours: what the SDK logs or traces could hold the repository's text.
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    timeout: ATTEMPT_MS,
  });
  const redact = keyRedactor(outside.environment);
  const server = new URL(client.baseURL).origin;
  const { patience = DEFAULT_PATIENCE, silenceMs = SILENCE_MS } = settings;

  async function* attempt(
    body: Anthropic.MessageCreateParamsStreaming,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, ModelStop | AttemptFailure> {
    using watch = watchSilence(silenceMs);
    let hasStarted = false;
    try {
      const stream = await client
        .withOptions({ fetch: watch.fetch })
        .messages.create(body, { signal: AbortSignal.any([signal, watch.signal]) });
      hasStarted = true;
      const stop = yield* readStream(stream);
      // The SDK ends an aborted stream quietly.
      signal.throwIfAborted();
      if (stop !== null) return stop;
      return watch.signal.aborted ? silentStream(server, silenceMs) : cutStream(server);
    } catch (error) {
      signal.throwIfAborted();
      if (watch.signal.aborted) return silentStream(server, silenceMs);
      return describeAttempt(error, { server, hasStarted, redact, nowMs: outside.clock.now() });
    }
  }

  async function* run(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    signal.throwIfAborted();
    const body = composeRequest(request);
    for (let attempts = 1, waitedMs = 0; ; attempts += 1) {
      const outcome = yield* attempt(body, signal);
      if ('kind' in outcome) return yield { kind: 'stop', stop: outcome };
      const { code, what, mend, isWorthRetrying, retryAfterMs } = outcome;
      const failure = { code, what, mend, attempts };
      const setback = { attempts, waitedMs, retryAfterMs };
      const waitMs = isWorthRetrying ? waitBefore(setback, patience, outside.random) : null;
      if (waitMs === null) return yield { kind: 'stop', stop: { kind: 'failed', failure } };
      yield { kind: 'retry', failure, waitMs };
      await outside.clock.sleep(waitMs, signal);
      waitedMs += waitMs;
    }
  }

  return { run };
}
