// What perfcrew keeps of a Lighthouse result: numbers, busy scripts, wasted bytes, console errors.
import { z } from 'zod';
import type { LighthouseFacts } from '../../ports/page-driver.ts';
import { pathFrom } from './page-network.ts';

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

const bootupSchema = z.object({ url: z.string(), total: z.number(), scripting: z.number() });
const consoleSchema = z.object({ source: z.string().default(''), description: z.string() });
const wasteSchema = z.object({ url: z.string(), wastedBytes: z.number() });

/** All but the names of the files, which only their writer knows. */
export function readPageFacts(result: unknown): Omit<LighthouseFacts, 'files'> {
  const lhr = resultSchema.parse(result);
  const { origin } = new URL(lhr.finalDisplayedUrl ?? lhr.requestedUrl ?? 'http://localhost');
  const score = lhr.categories.performance.score;
  const wasted = (audit: string): LighthouseFacts['unused'] =>
    items(lhr, audit, wasteSchema)
      .filter(({ url }) => /^https?:/.test(url))
      .map(({ url, wastedBytes }) => ({ path: pathFrom(url, origin), wastedBytes }));
  return {
    performanceScore: score === null ? null : score * 100,
    lcpMs: number(lhr, 'largest-contentful-paint'),
    tbtMs: number(lhr, 'total-blocking-time'),
    siMs: number(lhr, 'speed-index'),
    audits: Object.fromEntries(
      Object.entries(lhr.audits).flatMap(([id, { numericValue }]) =>
        numericValue === undefined ? [] : [[id, numericValue]],
      ),
    ),
    scripts: items(lhr, 'bootup-time', bootupSchema)
      .filter((script) => /^https?:/.test(script.url))
      .map((script) => ({ path: pathFrom(script.url, origin), mainThreadMs: script.total })),
    unused: [...wasted('unused-javascript'), ...wasted('unused-css-rules')],
    images: wasted('image-delivery-insight'),
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
