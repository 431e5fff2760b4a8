// What outlives a moment asks more of a disk than writing whole: a log that only grows, removal, and reading that no link leads astray.

export interface KeptFiles {
  /** Adds at the end, on the disk when it returns. After a crash at most its tail is cut. Creates missing folders. */
  append(path: string, text: string): Promise<void>;
  /** Removes a file or a folder with all that is in it; one that is not there is fine. */
  remove(path: string): Promise<void>;
  /**
   * A file below a root, by relative path. Null where it is missing or no file, larger than that, or where the path or a
   * link on its way leads out of the root: a link in code under review may point at a secret of the machine.
   */
  readBelow(root: string, path: string, mostBytes: number): Promise<Uint8Array | null>;
}
