// Many changes at once cost one write: who asks while a write is under way shares the next one (group commit, as in
// D. DeWitt et al., SIGMOD 1984).

/** The returned function resolves when a write that began after the call has ended. */
export function saveLatest(write: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= current
      .catch(() => {})
      .then(() => {
        next = null;
        return (current = write());
      });
    return next;
  };
}
