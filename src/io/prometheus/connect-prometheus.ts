// Asks a Prometheus server (or Mimir, Thanos, VictoriaMetrics: the same API) with patience, bounds and nothing secret in its errors.
import { Problem } from '../../core/problem.ts';
import { answerSchema, seriesOf, type PrometheusSeries } from './answer.ts';
import { readCredentials, type Environment, type PrometheusLogin } from './credentials.ts';
import { describeRefusal, describeSilence } from './describe-failure.ts';
import { jsonOf, readBounded } from './read-bounded.ts';

export interface PrometheusSettings extends PrometheusLogin {
  /** The address without `/api/v1`, path prefix included. */
  readonly url: string;
  /** More headers, e.g. the tenant of Mimir; no secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeout_seconds: number;
}

export interface PrometheusOutside {
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

export interface Prometheus {
  /** Values at one moment. */
  query(promql: string, atMs: number): Promise<readonly PrometheusSeries[]>;
  /** Values at regular moments. */
  queryRange(promql: string, span: TimeSpan): Promise<readonly PrometheusSeries[]>;
}

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
const SERIES_LIMIT = 10_000;

/** Reads the credentials at once, so that a missing variable is told before anything is measured. */
export function connectPrometheus(settings: PrometheusSettings, outside: PrometheusOutside): Prometheus {
  const base = addressOf(settings.url);
  const credentials = readCredentials(settings, outside.environment);
  const failing = {
    server: base.origin,
    secrets: credentials.secrets,
    timeoutSeconds: settings.timeout_seconds,
  };

  async function ask(endpoint: string, asked: URLSearchParams): Promise<readonly PrometheusSeries[]> {
    outside.signal.throwIfAborted();
    const timeout = AbortSignal.timeout(settings.timeout_seconds * 1000);
    const options: RequestInit = {
      headers: { ...settings.headers, ...credentials.headers, accept: 'application/json' },
      // Credentials stay with the server they were given for.
      redirect: 'manual',
      signal: AbortSignal.any([outside.signal, timeout]),
    };
    // The server stops as well when nobody waits any more.
    asked.set('timeout', `${settings.timeout_seconds}s`);
    const url = new URL(endpoint, base);
    try {
      const response = await postOrGet(url, asked, options);
      const body = await readBounded(response, ANSWER_LIMIT_BYTES);
      const answer = body.isCut ? null : answerSchema.safeParse(jsonOf(body.text));
      if (response.ok && answer?.success) return bounded(seriesOf(answer.data), failing.server);
      throw describeRefusal({ ...failing, query: asked.get('query') ?? '', status: response.status, body });
    } catch (error) {
      outside.signal.throwIfAborted();
      if (error instanceof Problem) throw error;
      throw describeSilence({ ...failing, hasTimedOut: timeout.aborted, error });
    }
  }

  return {
    query: (promql, atMs) => ask('query', new URLSearchParams({ query: promql, time: seconds(atMs) })),
    queryRange: (promql, { fromMs, toMs, stepMs }) =>
      ask(
        'query_range',
        new URLSearchParams({
          query: promql,
          start: seconds(fromMs),
          end: seconds(toMs),
          step: seconds(stepMs),
        }),
      ),
  };
}

/** Long queries need POST; proxies that only let reading through get GET, as Prometheus' own client does (DoGetFallback). */
async function postOrGet(url: URL, asked: URLSearchParams, options: RequestInit): Promise<Response> {
  const posted = await fetch(url, { ...options, method: 'POST', body: asked });
  if (posted.status !== 405 && posted.status !== 501) return posted;
  await posted.body?.cancel();
  return fetch(`${url.href}?${asked.toString()}`, options);
}

function addressOf(url: string): URL {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new Problem('config-invalid', {
      what: '`production.prometheus.url` is not an http or https address.',
      mend: 'Write it as in `url: https://prometheus.example.com`.',
    });
  }
  if (address.username !== '' || address.password !== '') {
    throw new Problem('config-invalid', {
      what: '`production.prometheus.url` holds a user or a password.',
      mend: 'Take them out, put `user:password` into a variable, and name it in `basic_auth_env`.',
    });
  }
  return new URL(`${address.origin}${address.pathname.replace(/\/+$/, '')}/api/v1/`);
}

function bounded(series: readonly PrometheusSeries[], server: string): readonly PrometheusSeries[] {
  if (series.length <= SERIES_LIMIT) return series;
  throw new Problem('config-invalid', {
    what: `${server} answered with ${series.length} series, more than the ${SERIES_LIMIT} that are read.`,
    mend: 'Group the query by method and route, e.g. `sum by (method, route) (…)`.',
  });
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}
