// Lighthouse's budget.json: what it may hold, and which of its budgets is meant for a page.
// Format: https://github.com/GoogleChrome/budget.json and https://web.dev/articles/use-lighthouse-for-performance-budgets.
import { z } from 'zod';

const resourceType = z.enum([
  'document',
  'font',
  'image',
  'media',
  'other',
  'script',
  'stylesheet',
  'third-party',
  'total',
]);
const limit = z.number().nonnegative();

const budgetSchema = z.object({
  path: z
    .string()
    .regex(
      /^\/[^*$]*(\*[^*$]*)?\$?$/,
      'must begin with "/" and hold at most one "*", and "$" only at its end',
    )
    .optional(),
  options: z.object({ firstPartyHostnames: z.array(z.string()).default([]) }).optional(),
  /** Budgets in KiB. */
  resourceSizes: z.array(z.object({ resourceType, budget: limit })).default([]),
  resourceCounts: z.array(z.object({ resourceType, budget: limit })).default([]),
  timings: z.array(z.object({ metric: z.string().regex(/^[a-z-]+$/), budget: limit })).default([]),
});
const budgetsSchema = z.array(budgetSchema);

export type LighthouseBudget = z.infer<typeof budgetSchema>;
export type ResourceType = z.infer<typeof resourceType>;

export type ReadBudgets =
  | { readonly status: 'read'; readonly budgets: readonly LighthouseBudget[] }
  | { readonly status: 'unreadable'; readonly complaint: string };

export function parseBudgets(text: string): ReadBudgets {
  try {
    const parsed = budgetsSchema.safeParse(JSON.parse(text));
    if (parsed.success) return { status: 'read', budgets: parsed.data };
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    return { status: 'unreadable', complaint: `${place === '' ? 'the whole' : place}: ${issue?.message}` };
  } catch (error) {
    return { status: 'unreadable', complaint: error instanceof Error ? error.message : String(error) };
  }
}

/** Where several match the last one counts, as in Lighthouse; one without a path matches every page. */
export function budgetFor(budgets: readonly LighthouseBudget[], pagePath: string): LighthouseBudget | null {
  return budgets.findLast(({ path = '/' }) => matches(path, pagePath)) ?? null;
}

/** As in robots.txt: a prefix, `*` for anything, `$` for the end (RFC 9309, 2.2.3). */
function matches(pattern: string, pagePath: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [before = '', after = null] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!pagePath.startsWith(before)) return false;
  const rest = pagePath.slice(before.length);
  if (after === null) return !isWhole || rest === '';
  return isWhole ? rest.endsWith(after) : rest.includes(after);
}
