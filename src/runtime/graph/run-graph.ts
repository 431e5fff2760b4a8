// Runs a graph of agents: each starts the moment its inputs exist, whatever the others are doing. There are no phases.
import { Problem } from '../../core/problem.ts';
import { openDocumentStream } from './document-stream.ts';
import { measureRun } from './measure-run.ts';
import type { RunMetrics } from './run-metrics.ts';
import { runLevel } from './run-level.ts';
import { type GraphRun, HIERARCHY, type RunState } from './run-state.ts';
import { openSlots, type TierLimit } from './slots.ts';
import { openPredictors } from './speculation.ts';
import type { TaskOutcome } from './task-context.ts';
import type { TaskGraph, Tier } from './task-graph.ts';

export interface RunResult {
  /** Of every task and worker. */
  readonly outcomes: ReadonlyMap<string, TaskOutcome>;
  readonly metrics: RunMetrics;
}

const NO_LIMIT: TierLimit = { concurrency: null, startsPerMinute: null };

/** Ends when nothing runs any more, also after a cancellation. Throws a Problem only for a graph that cannot run. */
export async function runGraph(graph: TaskGraph, run: GraphRun): Promise<RunResult> {
  const state = openState(run);
  const values = run.given ?? {};
  for (const name of graph.given) {
    if (!Object.hasOwn(values, name))
      throw new Problem('document-missing', {
        what: `The task graph is given ${name}, but its run is not.`,
        mend: `Hand in ${name}, or remove it from the given documents.`,
      });
    const document = openDocumentStream(name);
    document.end({ ok: true, value: values[name] });
    state.documents.set(name, document);
  }
  const { tasks } = graph;
  const given = new Set(graph.given);
  await runLevel({ state, tasks, parent: null, depth: 0, given, signal: run.signal });
  return {
    outcomes: new Map(
      [...state.traces].flatMap(([id, { outcome }]) => (outcome === null ? [] : [[id, outcome]])),
    ),
    metrics: measureRun(state),
  };
}

function openState(run: GraphRun): RunState {
  const { clock, limits = {} } = run;
  const originMs = clock.elapsed();
  const slotsOf = (tier: Tier) => openSlots(limits[tier] ?? NO_LIMIT, clock);
  return {
    run,
    hierarchy: run.hierarchy ?? HIERARCHY,
    hooks: run.hooks ?? {},
    slots: {
      deterministic: slotsOf('deterministic'),
      fast: slotsOf('fast'),
      strong: slotsOf('strong'),
      deepest: slotsOf('deepest'),
    },
    predictors: openPredictors(run.speculation?.records ?? []),
    documents: new Map(),
    writers: new Map(),
    counts: { workers: 0, ready: 0 },
    descend: runLevel,
    traces: new Map(),
    nowMs: () => clock.elapsed() - originMs,
    busy: { now: 0, peak: 0 },
  };
}
