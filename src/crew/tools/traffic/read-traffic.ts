// Requests as a server or a browser wrote them down, read for when and what, never for who: addresses, names and agents are dropped.
import { Problem } from '../../../core/problem.ts';
import type { RecordedRequest } from '../caching/cache-input.ts';
import { readAccessLine } from './access-line.ts';
import { readHar } from './har.ts';

/** More are not replayed: the first so many say what there is to say. */
const MOST_REQUESTS = 500_000;

/** An access log (common, combined, or JSON a line) or a HAR file; in the order of time. */
export function readTraffic(text: string, path: string): readonly RecordedRequest[] {
  const requests = /^\s*\{\s*"log"/.test(text) ? readHar(text) : readLog(text);
  if (requests.length === 0) {
    throw new Problem('input-invalid', {
      what: `${path} holds no request that could be read.`,
      mend: 'Hand in an access log in the common or combined format or as JSON lines, or a HAR file.',
    });
  }
  const sorted = requests.toSorted((one, other) => one.atMs - other.atMs);
  const firstMs = sorted[0]?.atMs ?? 0;
  return sorted.map((request) => ({ ...request, atMs: request.atMs - firstMs }));
}

function readLog(text: string): readonly RecordedRequest[] {
  const requests: RecordedRequest[] = [];
  for (const line of lines(text)) {
    const request = readAccessLine(line);
    if (request !== null) requests.push(request);
    if (requests.length >= MOST_REQUESTS) break;
  }
  return requests;
}

/** One after the other: a log of a day is too long for a list of its lines. */
function* lines(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end === -1 ? text.length : end);
    if (end === -1) return;
    start = end + 1;
  }
}
