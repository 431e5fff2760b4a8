// A queue in which owners take turns and each owner's own requests keep their order: round robin (Nagle, RFC 970, 1985).

export interface FairQueue {
  readonly size: number;
  /** The answer takes the entry out again; false when it was served already. */
  push(owner: string, serve: () => void): () => boolean;
  shift(): (() => void) | undefined;
}

export function fairQueue(): FairQueue {
  /** Owners in the order of their turns; an owner with nothing queued has no line. */
  const lines = new Map<string, Set<() => void>>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    push(owner, serve) {
      const entry = (): void => serve();
      const line = lines.get(owner) ?? new Set();
      lines.set(owner, line.add(entry));
      size += 1;
      return () => {
        if (!line.delete(entry)) return false;
        size -= 1;
        if (line.size === 0 && lines.get(owner) === line) lines.delete(owner);
        return true;
      };
    },
    shift() {
      for (const [owner, line] of lines) {
        lines.delete(owner);
        for (const entry of line) {
          line.delete(entry);
          size -= 1;
          if (line.size > 0) lines.set(owner, line);
          return entry;
        }
      }
      return undefined;
    },
  };
}
