// k6 --out json: every request as a line. Format: https://grafana.com/docs/k6/latest/results-output/real-time/json/
import { z } from 'zod';
import { collect } from '../collect.ts';
import type { NamedNumbers } from '../imported.ts';
import { firstJsonLine, jsonLines } from '../json-lines.ts';
import { readAs } from '../read-json.ts';
import type { Source } from '../refuse.ts';
import { amount, hasKeys, isObject, sampled, type Format } from './format.ts';
import { isPart, requestName, WHOLE_ITERATION } from './k6-names.ts';
import { MOST_REQUESTS, numbersOfRequests, tooManyRequests, type Request } from './requests.ts';

const POINT = {
  schema: z.object({
    metric: z.string(),
    data: z.object({ time: z.string(), value: amount, tags: z.record(z.string(), z.unknown()).nullish() }),
  }),
  what: "a point of k6's JSON output",
  mend: 'Run `k6 run --out json=FILE script.js` and name FILE in `results.file`.',
};
type Point = z.infer<typeof POINT.schema>;

export const k6Points: Format<string> = {
  claims: (text) => hasKeys(firstJsonLine(text), ['type', 'metric', 'data']),
  parse(text, source) {
    const { requests, trends } = readPoints(text, source);
    const numbers: NamedNumbers[] = numbersOfRequests(requests);
    for (const [metric, values] of trends) {
      if (metric === WHOLE_ITERATION && (requests.length > 0 || trends.size > 1)) continue;
      numbers.push(sampled({ name: metric, metric: 'result-ms', samples: values }));
    }
    return collect({ format: 'k6-points', numbers }, source);
  },
};

interface Points {
  readonly requests: readonly Request[];
  /** Times of other kinds: gRPC calls, browser steps, the script's own trends. */
  readonly trends: ReadonlyMap<string, readonly number[]>;
}

function readPoints(text: string, source: Source): Points {
  const requests: Request[] = [];
  const trends = new Map<string, number[]>();
  for (const line of jsonLines(text, source)) {
    if (!isObject(line) || !('type' in line) || !('metric' in line) || typeof line.metric !== 'string')
      continue;
    if (line.type === 'Metric') {
      if (isTimeTrend(line) && !trends.has(line.metric)) trends.set(line.metric, []);
    } else if (line.metric === 'http_req_duration') {
      requests.push(requestOf(readAs(line, POINT, source)));
      if (requests.length > MOST_REQUESTS) throw tooManyRequests(source);
    } else if (trends.has(line.metric)) {
      trends.get(line.metric)?.push(readAs(line, POINT, source).data.value);
    }
  }
  const others = [...trends].filter(([metric, values]) => values.length > 0 && !isPart(metric));
  return { requests, trends: new Map(others) };
}

/** A metric's line comes before its points. */
function isTimeTrend(line: object): boolean {
  if (!('data' in line) || !isObject(line.data)) return false;
  const { data } = line;
  return 'type' in data && data.type === 'trend' && 'contains' in data && data.contains === 'time';
}

/** `expected_response` is k6's own word on it; older versions have only the status. */
function requestOf({ data }: Point): Request {
  const tags = new Map(Object.entries(data.tags ?? {}));
  const text = (key: string) => {
    const value = tags.get(key);
    return typeof value === 'string' ? value : null;
  };
  const status = Number(text('status') ?? 200);
  const expected = text('expected_response') ?? String(status >= 200 && status < 400);
  const endMs = Date.parse(data.time);
  return {
    name: requestName({ method: text('method'), address: text('name') ?? text('url') }),
    durationMs: data.value,
    succeeded: expected === 'true',
    atMs: Number.isFinite(endMs) ? endMs - data.value : null,
  };
}
