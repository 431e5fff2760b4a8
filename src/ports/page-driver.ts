// What is said to and by the page driver, the process that runs Lighthouse: one job in, one JSON line out per run.
import { z } from 'zod';

export const pageJobSchema = z.strictObject({
  chrome: z.strictObject({ path: z.string(), environment: z.record(z.string(), z.string()) }),
  formFactor: z.enum(['mobile', 'desktop']),
  /** Existing folder for throw-away profiles and what else Chrome leaves behind; its owner deletes it. */
  scratchDirectory: z.string(),
  /** One after another, each in a fresh Chrome with a fresh profile. */
  runs: z.array(
    z.strictObject({
      id: z.string(),
      url: z.url(),
      /** Where the full report goes: `.json` and `.html` are appended. */
      reportPath: z.string(),
    }),
  ),
  /** A run that takes longer is given up. */
  runTimeoutMs: z.number().positive(),
});

const pageFactsSchema = z.strictObject({
  /** 0 to 100. */
  performanceScore: z.number().nullable(),
  lcpMs: z.number().nullable(),
  fcpMs: z.number().nullable(),
  tbtMs: z.number().nullable(),
  siMs: z.number().nullable(),
  cls: z.number().nullable(),
  /** Every request of the page, by path (or whole URL where it is another origin's). */
  requests: z.array(
    z.strictObject({
      path: z.string(),
      type: z.string(),
      statusCode: z.number(),
      transferBytes: z.number(),
    }),
  ),
  /** Main-thread time by script, most first. */
  scripts: z.array(z.strictObject({ path: z.string(), mainThreadMs: z.number() })),
  largestElement: z.strictObject({ selector: z.string(), snippet: z.string() }).nullable(),
  consoleErrors: z.array(z.string()),
});

export const pageAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('measured'), id: z.string(), facts: pageFactsSchema }),
  z.strictObject({ status: z.literal('failed'), id: z.string(), reason: z.string() }),
]);

export type PageJob = z.infer<typeof pageJobSchema>;
export type PageFacts = z.infer<typeof pageFactsSchema>;
export type PageAnswer = z.infer<typeof pageAnswerSchema>;
