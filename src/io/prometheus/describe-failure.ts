// Says why a metrics server gave no numbers, and the one thing to do about it.
import { Problem, type ProblemCode } from '../../core/problem.ts';
import { refusalSchema } from './answer.ts';
import { jsonOf, saidBy, type BoundedText } from './read-bounded.ts';

export interface Failing {
  /** Scheme, host and port: the path may hold a tenant's key. */
  readonly server: string;
  readonly secrets: readonly string[];
  readonly timeoutSeconds: number;
}

interface Refused extends Failing {
  readonly query: string;
  readonly status: number;
  readonly body: BoundedText;
}

export function describeRefusal(refused: Refused): Problem {
  const { server, secrets, status, body, query } = refused;
  const parsed = refusalSchema.safeParse(jsonOf(body.text));
  const said = parsed.success ? `: ${saidBy(`${parsed.data.errorType}: ${parsed.data.error}`, secrets)}` : '';
  const { code, mend } = mendOf(refused, parsed.success);
  const cut = body.isCut ? ' with more than is read' : '';
  return new Problem(code, {
    what: `${server} answered ${status}${cut} to the query \`${saidBy(query, secrets)}\`${said}`,
    mend,
  });
}

function mendOf({ status, body, timeoutSeconds }: Refused, isPrometheus: boolean): Mend {
  if (body.isCut) return { code: 'config-invalid', mend: 'Group the query by method and route.' };
  if (status === 401 || status === 403) {
    return {
      code: 'input-invalid',
      mend: 'Name the variable with valid credentials in `production.prometheus.token_env` or `basic_auth_env`.',
    };
  }
  if (status >= 300 && status < 400) {
    return {
      code: 'config-invalid',
      mend: 'Set `production.prometheus.url` to the address it redirects to; credentials follow no redirect.',
    };
  }
  if (status === 429) return { code: 'input-invalid', mend: 'Run it again in a few minutes.' };
  if (isPrometheus && /too many samples|timed out|canceled/i.test(body.text)) {
    return {
      code: 'config-invalid',
      mend: `Shorten \`production.window\`, or raise \`production.prometheus.timeout_seconds\` above ${timeoutSeconds}.`,
    };
  }
  if (isPrometheus) return { code: 'config-invalid', mend: 'Correct the query below `production.queries`.' };
  if (status >= 500) return { code: 'input-invalid', mend: 'Run it again when the server is healthy.' };
  return {
    code: 'config-invalid',
    mend: 'Set `production.prometheus.url` so that `/api/v1/query` below it is the API of Prometheus.',
  };
}

interface Mend {
  readonly code: ProblemCode;
  readonly mend: string;
}

interface Silent extends Failing {
  readonly hasTimedOut: boolean;
  readonly error: unknown;
}

export function describeSilence({ server, secrets, timeoutSeconds, hasTimedOut, error }: Silent): Problem {
  if (hasTimedOut) {
    return new Problem('input-invalid', {
      what: `${server} did not answer within ${timeoutSeconds} s.`,
      mend: 'Shorten `production.window`, or raise `production.prometheus.timeout_seconds`.',
    });
  }
  return new Problem('input-invalid', {
    what: `${server} could not be reached: ${saidBy(reasonOf(error), secrets)}`,
    mend: 'Check `production.prometheus.url`, and that this machine can reach it.',
  });
}

/** `fetch failed` says nothing; its cause does. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if (error.cause instanceof Error) {
    const { cause } = error;
    return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  }
  return error.message;
}
