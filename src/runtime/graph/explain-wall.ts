// Walks back from the task that ended last, each time to what its start hung on, and so covers the whole run without a gap.
import type { Segment } from './run-metrics.ts';
import type { TaskTrace } from './task-trace.ts';

export function explainWall(traces: readonly TaskTrace[]): Segment[] {
  const byParent = Map.groupBy(
    traces.filter(({ readyMs }) => readyMs !== null),
    ({ parent }) => parent,
  );
  const byId = new Map(traces.map((trace) => [trace.task.id, trace]));
  const backwards: Segment[] = [];
  const add = (id: string, what: Segment['what'], [fromMs, toMs]: readonly [number, number]): void => {
    if (toMs > fromMs) backwards.push({ id, what, fromMs, toMs });
  };

  /** The chain that ends with this task; the answer is when it began. */
  function follow(last: TaskTrace, untilMs: number): number {
    let current: TaskTrace | undefined = last;
    let cursorMs = untilMs;
    while (current !== undefined) {
      const trace: TaskTrace = current;
      const { id } = trace.task;
      const isHeldByTruth = trace.guessed !== null && trace.guessed.atMs >= (trace.workedMs ?? 0);
      let cause = trace.guessed;
      if (isHeldByTruth && trace.guessed !== null) {
        add(id, 'running', [trace.guessed.atMs, cursorMs]);
        cursorMs = trace.guessed.atMs;
      } else {
        const readyMs = trace.readyMs ?? 0;
        const startMs = trace.startedMs ?? readyMs;
        descend(trace, startMs, cursorMs);
        add(id, 'waiting', [readyMs, startMs]);
        cursorMs = readyMs;
        cause = trace.causes.toSorted((one, other) => other.atMs - one.atMs)[0] ?? null;
      }
      const next: TaskTrace | undefined = cause === null ? undefined : byId.get(cause.id);
      current = next?.parent === last.parent ? next : undefined;
    }
    return cursorMs;
  }

  /** A coordinator's time, with the chains of its workers in their places. */
  function descend(trace: TaskTrace, startMs: number, endMs: number): void {
    const { id } = trace.task;
    const what = trace.startedMs === null ? 'recalled' : 'running';
    let cursorMs = endMs;
    const workers = (byParent.get(id) ?? []).toSorted((one, other) => endOf(other) - endOf(one));
    for (const worker of workers) {
      if (endOf(worker) > cursorMs || endOf(worker) <= startMs) continue;
      add(id, what, [endOf(worker), cursorMs]);
      cursorMs = follow(worker, endOf(worker));
    }
    add(id, what, [startMs, cursorMs]);
  }

  const last = (byParent.get(null) ?? []).reduce<TaskTrace | null>(
    (latest, trace) => (latest === null || endOf(trace) > endOf(latest) ? trace : latest),
    null,
  );
  if (last !== null) follow(last, endOf(last));
  return backwards.toReversed();
}

function endOf({ endedMs }: TaskTrace): number {
  return endedMs ?? 0;
}
