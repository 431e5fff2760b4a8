// What `doctor` says of one thing it checked.

export interface Diagnosis {
  /** Id of the check, e.g. `pinned-actions`. */
  readonly check: string;
  /** `failure`: perfcrew cannot work, or somebody could misuse the set-up. `warning`: it works, but not as well as it could. */
  readonly status: 'ok' | 'warning' | 'failure';
  /** One sentence; names file and line where there is one. */
  readonly message: string;
  /** The one thing to do; null where all is well. */
  readonly mend: string | null;
}
