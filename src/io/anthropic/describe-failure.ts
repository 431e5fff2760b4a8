// Says what went wrong between here and the model, whether asking again can help, and how long the server wants us to wait.
import { APIError } from '@anthropic-ai/sdk';
import type { ModelFailureCode } from '../../ports/model.ts';
import { retryAfterOf } from './retry-after.ts';

export interface AttemptFailure {
  readonly code: ModelFailureCode;
  readonly what: string;
  readonly mend: string;
  readonly isWorthRetrying: boolean;
  /** Null where the server names no time. */
  readonly retryAfterMs: number | null;
}

const SAID_LIMIT_CHARACTERS = 300;
const WAITING = 'Run it again later, or raise the limits of the account.';

export interface FailedAttempt {
  readonly server: string;
  readonly hasStarted: boolean;
  readonly redact: (text: string) => string;
  readonly nowMs: number;
}

export function describeAttempt(error: unknown, attempt: FailedAttempt): AttemptFailure {
  const { server } = attempt;
  if (error instanceof APIError && (error.status !== undefined || error.type !== null)) {
    return describeRefusal(error, attempt);
  }
  if (attempt.hasStarted) return isBroken(error) ? cutStream(server) : garbledStream(server);
  return {
    code: 'unreachable',
    what: `${server} could not be reached${causeOf(error, attempt.redact)}.`,
    mend: 'Check the network and ANTHROPIC_BASE_URL.',
    isWorthRetrying: true,
    retryAfterMs: null,
  };
}

export function cutStream(server: string): AttemptFailure {
  return {
    code: 'stream-cut',
    what: `The stream from ${server} ended in the middle of the answer.`,
    mend: 'Run it again; where a proxy stands between, raise its time-out for streams.',
    isWorthRetrying: true,
    retryAfterMs: null,
  };
}

/** A proxy's page, or an event that is not of the API's shape. */
function garbledStream(server: string): AttemptFailure {
  return {
    code: 'unexpected-answer',
    what: `${server} streamed something that is no answer of the Messages API.`,
    mend: 'Check that ANTHROPIC_BASE_URL is the address of such an API.',
    isWorthRetrying: true,
    retryAfterMs: null,
  };
}

/** Node's fetch tells a broken connection as `terminated`, with the socket's error as its cause. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error;
}

export function silentStream(server: string, silenceMs: number): AttemptFailure {
  return {
    code: 'timed-out',
    what: `${server} sent nothing for ${silenceMs / 1000} s.`,
    mend: 'Run it again later.',
    isWorthRetrying: true,
    retryAfterMs: null,
  };
}

/** Kinds of errors: docs/en/api/errors; in a stream they come without a status. */
function describeRefusal(error: APIError, attempt: FailedAttempt): AttemptFailure {
  const { status, type } = error;
  const said = saidBy(error, attempt.redact);
  const what = `${attempt.server} answered ${status ?? 'in the stream'}${type === null ? '' : ` (${type})`}${said}`;
  const headers = error.headers;
  const asked = headers?.get('x-should-retry') ?? null;
  const retryAfterMs = headers === undefined ? null : retryAfterOf(headers, attempt.nowMs);
  const describe = (code: ModelFailureCode, mend: string, isWorthRetrying: boolean): AttemptFailure => ({
    code,
    what,
    mend,
    isWorthRetrying: asked === null ? isWorthRetrying : asked === 'true',
    retryAfterMs,
  });

  if (status === 401 || status === 403 || type === 'authentication_error' || type === 'permission_error') {
    return describe('key-refused', 'Set ANTHROPIC_API_KEY to a key that may use this model.', false);
  }
  if (status === 429 || type === 'rate_limit_error') return describe('rate-limited', WAITING, true);
  if (status === 529 || type === 'overloaded_error')
    return describe('overloaded', 'Run it again later.', true);
  if (status === undefined || status >= 500 || status === 408 || status === 409) {
    return describe('server-error', 'Run it again later.', true);
  }
  return describe('request-refused', 'Correct what the server names: model, limits or configuration.', false);
}

function saidBy(error: APIError, redact: (text: string) => string): string {
  const said = redact(error.apiMessage ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (said === '') return '.';
  return `: ${said.length > SAID_LIMIT_CHARACTERS ? `${said.slice(0, SAID_LIMIT_CHARACTERS)}…` : said}`;
}

/** Node's short code (ECONNREFUSED, ENOTFOUND …) where there is one. */
function causeOf(error: unknown, redact: (text: string) => string): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return ` (${redact(at.code)})`;
  }
  return '';
}
