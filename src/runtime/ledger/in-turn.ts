// Steps that must be alone: one after another in this process, and as many as wait under one lock among the processes.

const MOST_UNDER_ONE_LOCK = 50;

/** The returned function runs a step when it is its turn. A lock that cannot be had fails the steps that waited for it. */
export function inTurn(lock: () => Promise<AsyncDisposable>) {
  const waiting: { readonly run: () => Promise<void>; readonly fail: (error: unknown) => void }[] = [];
  let working = false;

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_UNDER_ONE_LOCK);
      try {
        await using held = await lock();
        void held;
        for (const step of batch) await step.run();
      } catch (error) {
        for (const step of batch) step.fail(error);
      }
    }
  }

  return <Value>(step: () => Promise<Value>): Promise<Value> => {
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    waiting.push({ run: () => step().then(resolve, reject), fail: reject });
    if (!working) {
      working = true;
      void workOff().finally(() => {
        working = false;
      });
    }
    return promise;
  };
}
