// A Problem is what the user or the environment must act on: it has a stable code, says what happened, and names one mend.
const PROBLEM_CODES = [
  'config-unreadable',
  'config-invalid',
  'usage',
  'not-a-repository',
  'ref-not-found',
  'shallow-clone',
  'document-unreadable',
  'document-invalid',
  'document-missing',
  'install-failed',
  'no-chrome',
  'no-database',
  'database-not-writable',
  'tool-not-fetched',
  'disk-full',
  'forge-refused',
  'forge-unreachable',
  'input-invalid',
  'node-too-old',
  'in-use',
  'interrupted',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface ProblemDetails {
  /** What happened and where (file:line, key path, command), as one sentence. */
  readonly what: string;
  /** The one thing to do about it, in the imperative, with the literal value to set where there is one. */
  readonly mend: string;
  readonly cause?: unknown;
}

/** The user or the environment must act; exit code 2. Everything else that is thrown is a bug (exit code 3). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly mend: string;

  constructor(code: ProblemCode, details: ProblemDetails) {
    super(details.what, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.mend = details.mend;
  }
}

/** Known by shape too, so that a Problem survives being bundled twice. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem' && 'code' in error && 'mend' in error;
}
