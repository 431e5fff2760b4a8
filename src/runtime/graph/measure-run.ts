// Makes the metrics of a run from the traces of its tasks.
import { criticalPathMs } from './critical-path-ms.ts';
import { explainWall } from './explain-wall.ts';
import type { RunMetrics, TaskMetrics } from './run-metrics.ts';
import type { RunState } from './run-state.ts';
import type { TaskTrace } from './task-trace.ts';

export function measureRun({ run, traces, predictors, busy, nowMs }: RunState): RunMetrics {
  const all = [...traces.values()];
  const tasks = all.map(measureTask);
  const wallMs = nowMs();
  const workMs = sum(tasks.map(({ runningMs, yieldedMs }) => Math.max(0, runningMs - yieldedMs)));
  const speedup = wallMs === 0 ? 0 : workMs / wallMs;
  const asked = tasks.filter(
    (task) =>
      traces.get(task.id)?.task.cacheKind !== null && task.readyMs !== null && task.source !== 'store',
  );
  return {
    document: 'run-metrics',
    version: 1,
    wallMs,
    workMs,
    criticalPathMs: criticalPathMs(all),
    speedup,
    peakConcurrency: busy.peak,
    parallelEfficiency: busy.peak === 0 ? 0 : speedup / busy.peak,
    criticalPath: explainWall(all),
    inputTokens: sum(tasks.map(({ inputTokens }) => inputTokens)),
    outputTokens: sum(tasks.map(({ outputTokens }) => outputTokens)),
    cache: { lookups: asked.length, hits: asked.filter(({ source }) => source === 'cache').length },
    predictors: [...predictors.records()],
    prewarmFailures: [...(run.prewarm?.failures() ?? [])],
    tasks,
  };
}

function measureTask(trace: TaskTrace): TaskMetrics {
  const { task, parent, outcome, readyMs, startedMs, yieldedMs, wastedStarts } = trace;
  const endedMs = trace.endedMs ?? 0;
  const source = outcome?.status === 'done' ? outcome.source : null;
  const spent =
    outcome?.status === 'done' && (source === 'run' || source === 'guess') ? outcome.output : null;
  return {
    id: task.id,
    agent: task.agent,
    tier: task.tier,
    parent,
    status: outcome?.status ?? 'cancelled',
    source,
    reason: outcome === null || outcome.status === 'done' ? null : outcome.reason,
    readyMs,
    startedMs,
    endedMs,
    waitingMs: readyMs === null ? 0 : (startedMs ?? endedMs) - readyMs,
    runningMs: startedMs === null ? 0 : (trace.workedMs ?? endedMs) - startedMs,
    yieldedMs,
    inputTokens: spent?.inputTokens ?? 0,
    outputTokens: spent?.outputTokens ?? 0,
    wastedStarts,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
