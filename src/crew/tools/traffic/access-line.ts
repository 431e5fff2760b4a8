// One line of an access log: Apache's common and combined formats (httpd.apache.org/docs/2.4/logs.html), which nginx and others
// write too, and JSON with the usual names of its fields.
import type { RecordedRequest } from '../caching/cache-input.ts';

const COMMON =
  /\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\] "([A-Z]{3,7}) (\S+)(?: HTTP\/[\d.]+)?" (\d{3})/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const METHOD = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
const LONGEST_LINE = 16_384;

/** Null for a line that is no request, or one the server did not answer well: an error is not worth keeping. */
export function readAccessLine(line: string): RecordedRequest | null {
  if (line.length > LONGEST_LINE) return null;
  return line.startsWith('{') ? readJsonLine(line) : readCommonLine(line);
}

function readCommonLine(line: string): RecordedRequest | null {
  const match = COMMON.exec(line);
  if (match === null) return null;
  const [, day, month, year, hour, minute, second, sign, hours, minutes, method, path, status] = match;
  const monthAt = MONTHS.indexOf(month ?? '');
  if (monthAt === -1) return null;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const atMs =
    Date.UTC(Number(year), monthAt, Number(day), Number(hour), Number(minute), Number(second)) - offsetMs;
  return requestOf({ method, path, status: Number(status), atMs });
}

function readJsonLine(line: string): RecordedRequest | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const found = pick(value, {
    method: ['method', 'request_method', 'http_method', 'verb'],
    path: ['path', 'url', 'uri', 'request_uri', 'requestUrl', 'originalUrl'],
    status: ['status', 'status_code', 'statusCode'],
    at: ['time', 'timestamp', '@timestamp', 'ts', 'date', 'time_iso8601'],
  });
  const atMs = timeOf(found.at);
  if (atMs === null) return null;
  const status = found.status === undefined ? 200 : Number(found.status);
  return requestOf({ method: String(found.method), path: String(found.path), status, atMs });
}

/** The first of each list of names that is there, at the top or in a field that describes the request (`req`, `http`, …). */
function pick<Name extends string>(
  value: unknown,
  names: Readonly<Record<Name, readonly string[]>>,
): Partial<Record<Name, unknown>> {
  const nested = ['req', 'request', 'http', 'httpRequest', 'res', 'response'].map((name) =>
    field(value, name),
  );
  const found: Partial<Record<Name, unknown>> = {};
  for (const name of Object.keys(names) as Name[])
    for (const each of names[name])
      for (const holder of [value, ...nested]) found[name] ??= field(holder, each);
  return found;
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** Seconds, milliseconds, or anything a date is written as. */
function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(atMs) ? atMs : null;
}

interface Read {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly status: number;
  readonly atMs: number;
}

export function requestOf({ method = '', path = '', status, atMs }: Read): RecordedRequest | null {
  if (!METHOD.test(method) || !(status >= 200 && status < 400) || !Number.isFinite(atMs)) return null;
  const local = path.replace(/^https?:\/\/[^/]+(?=\/|$)/i, '').replace(/#.*$/, '');
  return local.startsWith('/') ? { method, path: local, atMs } : null;
}
