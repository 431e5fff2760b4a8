// Settings of the sessions that explain: the same plan for the same schema and rows, on every machine.
export const STATEMENT_TIMEOUT_MS = 30_000;

/** For perfcrew's own server; a server of the user keeps its settings, because its plans are the ones wanted. */
export const PLANNER_SETTINGS = [
  'SET max_parallel_workers_per_gather = 0',
  'SET jit = off',
  // Joins of many tables are planned in full instead of by the genetic optimizer.
  'SET geqo = off',
  'SET plan_cache_mode = force_custom_plan',
  "SET work_mem = '4MB'",
  "SET effective_cache_size = '4GB'",
  'SET random_page_cost = 4',
  "SET timezone = 'UTC'",
  `SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
].join('; ');
