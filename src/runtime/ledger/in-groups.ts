// Writing to a disk costs the same for one line as for fifty: steps that come while a write is under way share the next one.
// Method: group commit, D. J. DeWitt et al., "Implementation Techniques for Main Memory Database Systems", SIGMOD 1984.

const MOST_IN_A_GROUP = 200;
/** Another process that waits for the lock gets its turn after so many. */
const GROUPS_UNDER_ONE_LOCK = 8;

export interface Groups<Step> {
  readonly lock: () => Promise<AsyncDisposable>;
  /** Alone among the processes, in the order in which the steps came. */
  readonly commit: (steps: readonly Step[]) => Promise<void>;
  /** Told of steps that were not committed; gives those that are to be tried with the next group. */
  readonly fail: (steps: readonly Step[], error: unknown) => readonly Step[];
}

export interface GroupQueue<Step> {
  add(step: Step): void;
  /** Until nothing waits; throws where steps are left that could not be committed. */
  drained(): Promise<void>;
}

export function inGroups<Step>({ lock, commit, fail }: Groups<Step>): GroupQueue<Step> {
  const waiting: Step[] = [];
  let work: Promise<void> | null = null;
  let fault: { readonly error: unknown } | null = null;

  async function underOneLock(): Promise<void> {
    let group: readonly Step[] = [];
    try {
      await using held = await lock();
      void held;
      for (let groups = 0; waiting.length > 0 && groups < GROUPS_UNDER_ONE_LOCK; groups += 1) {
        group = waiting.splice(0, MOST_IN_A_GROUP);
        await commit(group);
        group = [];
      }
    } catch (error) {
      const failed = group.length > 0 ? group : waiting.splice(0, MOST_IN_A_GROUP);
      const again = fail(failed, error);
      waiting.unshift(...again);
      if (again.length > 0) fault = { error };
    }
  }

  async function workOff(): Promise<void> {
    fault = null;
    while (waiting.length > 0 && fault === null) await underOneLock();
    // In the same breath as the last look at what waits, so that no step falls between.
    work = null;
  }

  return {
    add(step) {
      waiting.push(step);
      work ??= workOff();
    },
    async drained() {
      while (waiting.length > 0 || work !== null) {
        work ??= workOff();
        await work;
        if (fault !== null) throw fault.error;
      }
    },
  };
}
