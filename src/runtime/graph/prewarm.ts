// What agents will surely need is prepared early, once, and without a word when it fails: the task then does it itself.

export interface Prewarm extends AsyncDisposable {
  /** May be called as often as one likes, also before there is a graph. */
  begin(kind: string): void;
  /** Whether it is ready once its preparation has ended; false for what nobody began. */
  ready(kind: string): Promise<boolean>;
  failures(): readonly PrewarmFailure[];
}

export interface PrewarmFailure {
  readonly kind: string;
  readonly reason: string;
}

export function openPrewarm(prepare: (kind: string, signal: AbortSignal) => Promise<void>): Prewarm {
  const begun = new Map<string, Promise<boolean>>();
  const failed: PrewarmFailure[] = [];
  const closing = new AbortController();
  async function attempt(kind: string): Promise<boolean> {
    try {
      await prepare(kind, closing.signal);
      return true;
    } catch (error) {
      if (!closing.signal.aborted)
        failed.push({ kind, reason: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }
  return {
    begin(kind) {
      if (!begun.has(kind) && !closing.signal.aborted) begun.set(kind, attempt(kind));
    },
    ready: async (kind) => (await begun.get(kind)) ?? false,
    failures: () => failed,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await Promise.all(begun.values());
    },
  };
}
