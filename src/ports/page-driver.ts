// What is said to and by the page driver, the process that holds Chrome: one JSON line in, one JSON line out, again and again.
import { z } from 'zod';

const visitSchema = z.strictObject({
  url: z.url(),
  formFactor: z.enum(['mobile', 'desktop']),
  /** Absolute path of the module whose default export is run in the browser first; null where there is none. */
  setup: z.string().nullable(),
  /** A visit that takes longer is given up. */
  timeoutMs: z.number().positive(),
});

export const pageQuestionSchema = z.discriminatedUnion('ask', [
  /** Ends the Chrome there is and starts another one. */
  z.strictObject({
    ask: z.literal('open-chrome'),
    chrome: z.strictObject({ path: z.string(), environment: z.record(z.string(), z.string()) }),
    /** Existing folder for throw-away profiles and what else Chrome leaves behind; its owner deletes it. */
    scratchDirectory: z.string(),
  }),
  /** Visits all at once, not timed: what is slow only the first time is over afterwards. */
  z.strictObject({ ask: z.literal('warm-up'), visits: z.array(visitSchema) }),
  /** One visit in a fresh browser context with an empty cache. */
  z.strictObject({ ask: z.literal('sample'), visit: visitSchema }),
  /** One Lighthouse run; `.json`, `.html` and, where there are pictures, `.jpg` and `.svg` (the film) are appended to the path. */
  z.strictObject({ ask: z.literal('lighthouse'), visit: visitSchema, reportPath: z.string() }),
]);

const requestSchema = z.strictObject({
  /** Path, or whole address where it is another origin's. */
  path: z.string(),
  /** `Document`, `Script`, `Stylesheet`, `Image`, `Font`, `Media`, `Fetch`, `XHR`, … */
  type: z.string(),
  /** 0 where no answer came. */
  statusCode: z.number(),
  /** On the wire, head and body. */
  transferBytes: z.number(),
});

const pageSampleSchema = z.strictObject({
  lcpMs: z.number().nullable(),
  fcpMs: z.number().nullable(),
  tbtMs: z.number(),
  longestTaskMs: z.number(),
  cls: z.number(),
  scriptMs: z.number(),
  mainThreadMs: z.number(),
  requests: z.array(requestSchema),
  largestElement: z.strictObject({ selector: z.string(), snippet: z.string() }).nullable(),
  /** Where the server sent the browser before the page came; null where the page answered itself. */
  leadsTo: z.string().nullable(),
  /** False where the page was still busy when the time for one sample was over. */
  settled: z.boolean(),
});

const lighthouseFactsSchema = z.strictObject({
  /** 0 to 100. */
  performanceScore: z.number().nullable(),
  lcpMs: z.number().nullable(),
  tbtMs: z.number().nullable(),
  siMs: z.number().nullable(),
  /** Value of each numeric audit by its id: what budgets are held against. */
  audits: z.record(z.string(), z.number()),
  /** Main-thread time by script, most first. */
  scripts: z.array(z.strictObject({ path: z.string(), mainThreadMs: z.number() })),
  /** Scripts and style sheets, by the bytes of them that were never used. */
  unused: z.array(z.strictObject({ path: z.string(), wastedBytes: z.number() })),
  /** Images, by the bytes a better format, size or compression would save. */
  images: z.array(z.strictObject({ path: z.string(), wastedBytes: z.number() })),
  consoleErrors: z.array(z.string()),
  /** Files that were written, by what is appended to the path of the report. */
  files: z.array(z.enum(['json', 'html', 'jpg', 'svg'])),
});

const failedSchema = z.strictObject({
  status: z.literal('failed'),
  /** Who failed: Chrome, the module that prepares the page, or the page. */
  by: z.enum(['chrome', 'setup', 'page']),
  reason: z.string(),
});

export const openAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('opened') }),
  failedSchema,
]);
export const warmUpAnswerSchema = z.strictObject({
  status: z.literal('warm'),
  /** In the order of the visits; null where one went well. */
  failures: z.array(failedSchema.nullable()),
});
export const sampleAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('sampled'), sample: pageSampleSchema }),
  failedSchema,
]);
export const lighthouseAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('audited'), facts: lighthouseFactsSchema }),
  failedSchema,
]);

export type Visit = z.infer<typeof visitSchema>;
export type PageQuestion = z.infer<typeof pageQuestionSchema>;
export type ChromeProgram = Extract<PageQuestion, { readonly ask: 'open-chrome' }>['chrome'];
export type PageSample = z.infer<typeof pageSampleSchema>;
export type PageRequest = z.infer<typeof requestSchema>;
export type LighthouseFacts = z.infer<typeof lighthouseFactsSchema>;
export type PageFailure = z.infer<typeof failedSchema>;
export type OpenAnswer = z.infer<typeof openAnswerSchema>;
export type SampleAnswer = z.infer<typeof sampleAnswerSchema>;
export type LighthouseAnswer = z.infer<typeof lighthouseAnswerSchema>;
