// What perfcrew keeps of a Lighthouse result: numbers, requests, scripts, the largest element, console errors.
import { z } from 'zod';
import type { PageFacts } from '../../ports/page-driver.ts';

const auditSchema = z.object({
  numericValue: z.number().optional(),
  details: z.object({ items: z.unknown().optional() }).optional(),
});
const resultSchema = z.object({
  finalDisplayedUrl: z.string().optional(),
  requestedUrl: z.string().optional(),
  categories: z.object({ performance: z.object({ score: z.number().nullable() }) }),
  audits: z.record(z.string(), auditSchema),
});
type LighthouseResult = z.infer<typeof resultSchema>;

const requestSchema = z.object({
  url: z.string(),
  protocol: z.string().optional(),
  resourceType: z.string().default('Other'),
  statusCode: z.number().default(0),
  transferSize: z.number().default(0),
});
const bootupSchema = z.object({ url: z.string(), total: z.number(), scripting: z.number() });
const consoleSchema = z.object({ source: z.string().default(''), description: z.string() });
const nodeSchema = z.object({
  type: z.literal('node'),
  selector: z.string().default(''),
  snippet: z.string().default(''),
});

export function readPageFacts(result: unknown): PageFacts {
  const lhr = resultSchema.parse(result);
  const origin = new URL(lhr.finalDisplayedUrl ?? lhr.requestedUrl ?? 'http://localhost').origin;
  const score = lhr.categories.performance.score;
  return {
    performanceScore: score === null ? null : score * 100,
    lcpMs: number(lhr, 'largest-contentful-paint'),
    fcpMs: number(lhr, 'first-contentful-paint'),
    tbtMs: number(lhr, 'total-blocking-time'),
    siMs: number(lhr, 'speed-index'),
    cls: number(lhr, 'cumulative-layout-shift'),
    requests: items(lhr, 'network-requests', requestSchema)
      .filter((request) => /^https?:/.test(request.url))
      .map((request) => ({
        path: pathOf(request.url, origin),
        type: request.resourceType,
        statusCode: request.statusCode,
        transferBytes: request.transferSize,
      })),
    scripts: items(lhr, 'bootup-time', bootupSchema)
      .filter((script) => /^https?:/.test(script.url))
      .map((script) => ({ path: pathOf(script.url, origin), mainThreadMs: script.total })),
    largestElement: largestElement(lhr),
    // What the network log says again here is among the requests already.
    consoleErrors: items(lhr, 'errors-in-console', consoleSchema)
      .filter((entry) => entry.source !== 'network')
      .map((entry) => entry.description.replaceAll(origin, '')),
  };
}

function number(lhr: LighthouseResult, audit: string): number | null {
  return lhr.audits[audit]?.numericValue ?? null;
}

function items<Item>(lhr: LighthouseResult, audit: string, schema: z.ZodType<Item>): Item[] {
  const found = lhr.audits[audit]?.details?.items;
  if (!Array.isArray(found)) return [];
  return found.flatMap((item: unknown) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

function largestElement(lhr: LighthouseResult): PageFacts['largestElement'] {
  const [node] = items(lhr, 'lcp-breakdown-insight', nodeSchema);
  return node === undefined ? null : { selector: node.selector, snippet: node.snippet };
}

/** Base and head listen on different ports: only the path can be compared. */
function pathOf(url: string, origin: string): string {
  const parsed = new URL(url);
  return parsed.origin === origin ? parsed.pathname : `${parsed.origin}${parsed.pathname}`;
}
