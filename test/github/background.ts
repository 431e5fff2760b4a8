// Keeps count of what goes on behind the requests (deliveries, workflow runs), so that tests wait for an end instead of sleeping.
export interface Background {
  /** Runs work that nobody awaits; its failure is kept for `idle`. */
  start(work: () => Promise<void>): void;
  failed(error: unknown): void;
  /** Settles when nothing is under way any more; throws the first failure there was. */
  idle(): Promise<void>;
  /** Settles when nothing is under way any more, whatever came of it. */
  settled(): Promise<void>;
}

export function background(): Background {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const settled = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  return {
    settled,
    start: (work) => {
      const done = work()
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => running.delete(done));
      running.add(done);
    },
    failed: (error) => {
      failures.push(error);
    },
    idle: async () => {
      await settled();
      if (failures.length > 0) throw failures.shift();
    },
  };
}
