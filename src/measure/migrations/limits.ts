// How long a traced statement may run. So odd a number that a file which sets the limit itself is told from this one.
export const STATEMENT_LIMIT_MS = 600_001;
