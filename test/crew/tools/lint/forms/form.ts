// A usual way to write a cost down, and the same place mended: what the linter must tell apart, whatever rule does it.
export interface Form {
  readonly category: string;
  readonly name: string;
  readonly bad: string;
  readonly good: string;
  /** Where it stands; a module of a server where nothing is said. */
  readonly path?: string;
  /** Told to those alone who ask for unsure findings. */
  readonly isUnsure?: true;
}
