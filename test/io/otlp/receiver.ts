// A small OTLP receiver that takes nothing that breaks the rules of OTLP/JSON: unknown keys, ids that are no hex, numbers as numbers
// where text is due, spans without their parent.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const attribute = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_.]*$/),
  value: z.union([z.strictObject({ stringValue: z.string() }), z.strictObject({ doubleValue: z.number() })]),
});
const attributes = z
  .array(attribute)
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'keys must be unique');
const fixed64 = z.string().regex(/^\d{1,20}$/);
const resource = z.strictObject({ attributes });
const scope = z.strictObject({ name: z.string(), version: z.string() });

const metric = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_.\-/]{0,254}$/),
  description: z.string(),
  unit: z.string().max(63),
  gauge: z.strictObject({
    dataPoints: z.array(z.strictObject({ attributes, timeUnixNano: fixed64, asDouble: z.number() })).min(1),
  }),
});
const span = z
  .strictObject({
    traceId: z.string().regex(/^(?!0+$)[0-9a-f]{32}$/),
    spanId: z.string().regex(/^(?!0+$)[0-9a-f]{16}$/),
    parentSpanId: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
    name: z.string().min(1),
    kind: z.int().min(0).max(5),
    startTimeUnixNano: fixed64,
    endTimeUnixNano: fixed64,
    attributes,
  })
  .refine((one) => BigInt(one.startTimeUnixNano) <= BigInt(one.endTimeUnixNano), 'ends before it begins');

const metricsRequest = z.strictObject({
  resourceMetrics: z.array(
    z.strictObject({
      resource,
      scopeMetrics: z.array(z.strictObject({ scope, metrics: z.array(metric) })),
    }),
  ),
});
const tracesRequest = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({ resource, scopeSpans: z.array(z.strictObject({ scope, spans: z.array(span) })) }),
  ),
});

export type MetricsRequest = z.infer<typeof metricsRequest>;
export type TracesRequest = z.infer<typeof tracesRequest>;

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly requests: Received[];
  readonly metrics: MetricsRequest[];
  readonly traces: TracesRequest[];
}

/** The first replies can be told; after them it takes what is right and refuses the rest with 400. */
export async function startReceiver(replies: Reply[] = []): Promise<Receiver> {
  const requests: Received[] = [];
  const metrics: MetricsRequest[] = [];
  const traces: TracesRequest[] = [];

  function accept({ path, headers, text }: Received): Reply {
    const reply = replies.shift();
    if (reply !== undefined) return reply;
    if (headers['content-type'] !== 'application/json') return { status: 415 };
    try {
      if (path.endsWith('/v1/metrics')) metrics.push(metricsRequest.parse(JSON.parse(text)));
      else if (path.endsWith('/v1/traces')) traces.push(tracesRequest.parse(JSON.parse(text)));
      else return { status: 404 };
      return { status: 200, body: '{"partialSuccess":{}}' };
    } catch (error) {
      return { status: 400, body: String(error) };
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const isZipped = request.headers['content-encoding'] === 'gzip';
      const text = (isZipped ? gunzipSync(bytes) : bytes).toString('utf8');
      const received = { path: request.url ?? '', headers: request.headers, text };
      requests.push(received);
      const reply = accept(received);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.body ?? '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    metrics,
    traces,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
