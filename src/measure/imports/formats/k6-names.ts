// How k6's requests and metrics are called in a report.

export const WHOLE_ITERATION = 'iteration_duration';

/** Parts of http_req_duration or of what comes before it: they say where time went, and would be judged twice. */
export function isPart(metric: string): boolean {
  return /^http_req_(?:blocked|connecting|tls_handshaking|sending|waiting|receiving|duration)\b/.test(metric);
}

/** Without the origin: base and head may listen on different ports. */
export function requestName({
  method,
  address,
}: {
  readonly method: string | null;
  readonly address: string | null;
}): string {
  const path = address === null ? 'HTTP requests' : pathOf(address);
  return method === null ? path : `${method} ${path}`;
}

function pathOf(address: string): string {
  if (!/^https?:\/\//.test(address)) return address;
  const url = URL.parse(address);
  return url === null ? address : `${url.pathname}${url.search}`;
}
