// Where and how telemetry is sent, from the variables every OpenTelemetry exporter reads.
//
// opentelemetry.io/docs/specs/otel/protocol/exporter: a variable of one signal goes before the common one; the common endpoint gets
// `v1/metrics` or `v1/traces` appended, a signal's own is taken as it is; headers are written as W3C Baggage without properties.
// Unlike there, nothing is sent without an endpoint: a review must not knock at a port by default.

export const SIGNALS = ['metrics', 'traces'] as const;
export type Signal = (typeof SIGNALS)[number];
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Destination {
  readonly signal: Signal;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly isCompressed: boolean;
}

/** Why a signal that was asked for cannot be sent. */
export interface Obstacle {
  readonly signal: Signal;
  readonly reason: string;
  readonly mend: string;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** Null where nobody asked for the signal. Values of headers are in no message. */
export function destinationOf(signal: Signal, environment: Environment): Destination | Obstacle | null {
  const read = (option: string) => {
    const names = [`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${option}`, `OTEL_EXPORTER_OTLP_${option}`];
    const name = names.find((candidate) => (environment[candidate]?.trim() ?? '') !== '');
    return name === undefined ? null : { name, value: environment[name]?.trim() ?? '' };
  };
  const endpoint = read('ENDPOINT');
  if (endpoint === null || environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return null;
  if (environment[`OTEL_${signal.toUpperCase()}_EXPORTER`]?.trim() === 'none') return null;
  const url = URL.parse(endpoint.value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return {
      signal,
      reason: `${endpoint.name} is not an http or https address without a user.`,
      mend: `Set it as in ${endpoint.name}=https://otlp.example.com:4318, and what is secret in OTEL_EXPORTER_OTLP_HEADERS.`,
    };
  }
  const protocol = read('PROTOCOL');
  if (protocol?.value === 'grpc') {
    return {
      signal,
      reason: `${protocol.name} asks for gRPC, and perfcrew speaks OTLP over HTTP.`,
      mend: `Set ${protocol.name}=http/json and the endpoint's port for HTTP, which usually is 4318.`,
    };
  }
  const headers = read('HEADERS');
  const parsed = parseHeaders(headers?.value ?? '');
  if (parsed === null) {
    return {
      signal,
      reason: `${headers?.name ?? ''} cannot be read as headers.`,
      mend: 'Write it as name=value,other=value, with special characters percent-encoded.',
    };
  }
  if (endpoint.name === 'OTEL_EXPORTER_OTLP_ENDPOINT') {
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/${signal}`;
  }
  const timeoutMs = Number(read('TIMEOUT')?.value);
  return {
    signal,
    url,
    headers: parsed,
    timeoutMs: timeoutMs > 0 ? Math.min(timeoutMs, 60_000) : DEFAULT_TIMEOUT_MS,
    isCompressed: read('COMPRESSION')?.value === 'gzip',
  };
}

/** Null where an entry could not be a header (RFC 9110, 5.1 and 5.5: a token; visible characters and spaces). */
function parseHeaders(text: string): Readonly<Record<string, string>> | null {
  const pairs = parsePairs(text);
  const isValid = pairs?.every(
    ([name, value]) =>
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[^\u0020-\u007e\u0080-\u00ff\t]/.test(value),
  );
  return pairs !== null && isValid === true ? Object.fromEntries(pairs) : null;
}

/** `key1=value1,key2=value2` with percent-encoded values; null where an entry is none. */
export function parsePairs(text: string): readonly (readonly [name: string, value: string])[] | null {
  const pairs: [string, string][] = [];
  for (const entry of text.split(',')) {
    if (entry.trim() === '') continue;
    const equals = entry.indexOf('=');
    const value = decoded(entry.slice(equals + 1).trim());
    if (equals < 1 || value === null) return null;
    pairs.push([entry.slice(0, equals).trim(), value]);
  }
  return pairs;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
