// One file of the code under review as the crew's tools are given it: text, never run.

export interface SourceFile {
  /** Path in the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
