// What the linter says of one place: which known cost, why it costs, and the mend. Plain data, so that it may travel between jobs.
import { z } from 'zod';

/** Kinds of cost; each rule has one. */
const LINT_CATEGORIES = [
  'array_shift',
  'await_in_loop',
  'await_serial',
  'dom_work',
  'event_listener',
  'expensive_construct',
  'extra_query',
  'extra_iteration',
  'extra_sort',
  'extra_work',
  'hoist_invariant',
  'json_clone',
  'layout_thrash',
  'lazy_import',
  'lazy_init',
  'linear_lookup_per_call',
  'memory_leak',
  'micro_alloc',
  'micro_string',
  'missing_cache',
  'n_plus_one',
  'needless_rerender',
  'other',
  'quadratic_lookup',
  'redundant_copy',
  'redundant_io',
  'regex_backtracking',
  'regex_in_hot_path',
  'repeated_call',
  'spread_accumulate',
  'sync_fs',
  'unbounded_cache',
] as const;

const LEVELS = ['low', 'medium', 'high'] as const;

export const lintFindingSchema = z.object({
  rule: z.string(),
  category: z.enum(LINT_CATEGORIES),
  /** Other kinds that the place is just as truly of. */
  alsoCategories: z.array(z.enum(LINT_CATEGORIES)).readonly().optional(),
  /** How the cost grows, as in `O(n·m)` or `blocks the event loop`. */
  cost: z.string(),
  /** What it costs where the code runs often. */
  severity: z.enum(LEVELS),
  /** How sure it is that the code is what the rule takes it for. */
  confidence: z.enum(LEVELS),
  path: z.string(),
  /** 1-based. */
  line: z.int().positive(),
  endLine: z.int().positive(),
  message: z.string(),
  why: z.string(),
  mend: z.string(),
});
export type LintFinding = z.infer<typeof lintFindingSchema>;
