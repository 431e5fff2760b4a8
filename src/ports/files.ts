// Files by absolute path; a missing file is null, never an exception.

export interface TemporaryFolder extends AsyncDisposable {
  readonly directory: string;
}

export interface Files {
  readText(path: string): Promise<string | null>;
  /** Null also where the file is larger than that: it is not read then. */
  readBytes(path: string, mostBytes: number): Promise<Uint8Array | null>;
  /** Creates missing folders; written whole or not at all. Problem `disk-full` where there is no room. */
  writeText(path: string, text: string): Promise<void>;
  /** Paths of files below a folder that match the globs, relative, sorted, `node_modules` and `.git` left out. */
  list(folder: string, globs: readonly string[]): Promise<readonly string[]>;
  /** Copies a file or folder (by reflink where the disk can); keeps symbolic links and modes. */
  copy(from: string, to: string): Promise<void>;
  /** A private folder that is deleted when disposed. */
  temporaryFolder(purpose: string): Promise<TemporaryFolder>;
}
