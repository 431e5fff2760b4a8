// Which headers are compared and how: what a client or a cache acts on, not what tells of the moment or the connection.

type HeaderLines = readonly (readonly [name: string, value: string])[];

/** Of the moment, of the connection, or told better by the body. */
const LEFT_OUT = new Set([
  'age',
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'server-timing',
  'trailer',
  'transfer-encoding',
]);
/** Made from times of files or of the answer, which differ between two checkouts of one commit: only that they are there counts. */
const PRESENCE_ONLY = new Set(['etag', 'expires', 'last-modified']);
/** Lists in which neither order nor case means anything. */
const UNORDERED = new Set(['allow', 'cache-control', 'pragma', 'vary']);

const PRESENT = '(present)';

export function comparableHeaders(lines: HeaderLines, isHeadRequest: boolean): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of lines) {
    if (LEFT_OUT.has(name) && !(isHeadRequest && name === 'content-length')) continue;
    if (name === 'set-cookie') {
      const [cookie = ''] = value.split('=', 1);
      headers.set(`set-cookie:${cookie.trim()}`, cookieAttributes(value));
      continue;
    }
    const before = headers.get(name);
    const told = PRESENCE_ONLY.has(name) ? PRESENT : value.trim();
    headers.set(name, before === undefined || told === PRESENT ? told : `${before}, ${told}`);
  }
  for (const name of UNORDERED) {
    const value = headers.get(name);
    if (value !== undefined) headers.set(name, unordered(value));
  }
  return headers;
}

/** The value of a cookie is the client's own; when it expires depends on now. */
function cookieAttributes(cookie: string): string {
  const attributes = cookie.split(';').slice(1);
  const told = attributes.map((attribute) => {
    const trimmed = attribute.trim();
    return /^expires=/i.test(trimmed) ? 'Expires' : trimmed;
  });
  return (
    told
      .filter((attribute) => attribute !== '')
      .toSorted()
      .join('; ') || '(no attributes)'
  );
}

function unordered(value: string): string {
  return [...new Set(value.split(',').map((word) => word.trim().toLowerCase()))].toSorted().join(', ');
}
