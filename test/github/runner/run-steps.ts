// The steps of a job in order: each asks its condition, runs, and leaves outputs, a summary and a conclusion.
import type { Conclusion } from '../model/workflow-run.ts';
import { toText } from '../json.ts';
import { condition, evaluateValue, interpolate } from './expression.ts';
import type { JobState, StepEnd } from './job-state.ts';
import { performStep } from './perform-step.ts';
import { scopeOf, type StepPlace } from './step-scope.ts';
import type { StepSpec } from './workflow-file.ts';

export async function runSteps(state: JobState, steps: readonly StepSpec[]): Promise<void> {
  for (const step of steps) {
    const name =
      step.name ?? (step.uses === undefined ? `Run ${(step.run ?? '').split('\n')[0]}` : `Run ${step.uses}`);
    await runOne(state, step, name);
  }
}

export async function runPostSteps(state: JobState): Promise<void> {
  for (const post of state.postSteps.toReversed()) {
    if (!condition(post.condition, scopeOf(state, { contexts: {}, variables: {} }))) continue;
    await record(state, { name: `Post ${post.name}`, id: null, mayFail: false }, post.run);
  }
}

async function runOne(state: JobState, step: StepSpec, name: string): Promise<void> {
  const place: StepPlace = { contexts: {}, variables: {} };
  const scope = scopeOf(state, place);
  if (!condition(step.if, scope)) {
    if (step.id !== undefined) {
      state.steps = { ...state.steps, [step.id]: { outcome: 'skipped', conclusion: 'skipped', outputs: {} } };
    }
    return addRecord(
      state,
      { name: interpolate(name, scope), id: step.id ?? null },
      { conclusion: 'skipped', logFrom: state.log.lines.length },
    );
  }
  const mayFail = toText(evaluateValue(step['continue-on-error'] ?? false, scope)) === 'true';
  await record(state, { name: interpolate(name, scope), id: step.id ?? null, mayFail }, () =>
    performStep(state, step, place),
  );
}

async function record(
  state: JobState,
  step: { readonly name: string; readonly id: string | null; readonly mayFail: boolean },
  work: () => Promise<StepEnd>,
): Promise<void> {
  const logFrom = state.log.lines.length;
  state.log.say(`##[group]${step.name}`);
  const startedAt = state.hub.clock.now();
  let end: StepEnd = { isSuccess: false, outputs: {}, summary: '' };
  try {
    end = await work();
  } catch (error) {
    state.log.output(
      `::error::${error instanceof Error ? error.message.replaceAll('\n', '%0A') : String(error)}`,
    );
  }
  const outcome: Conclusion = end.isSuccess ? 'success' : state.signal.aborted ? 'cancelled' : 'failure';
  const conclusion = step.mayFail ? 'success' : outcome;
  state.job.checkRun.annotations.push(...state.log.takeAnnotations());
  if (conclusion !== 'success' && state.conclusion === 'success') state.conclusion = 'failure';
  if (step.id !== null) {
    state.steps = { ...state.steps, [step.id]: { outcome, conclusion, outputs: { ...end.outputs } } };
  }
  addRecord(state, step, { conclusion, logFrom, startedAt, end });
  state.hub.changed();
}

function addRecord(
  state: JobState,
  step: { readonly name: string; readonly id: string | null },
  facts: {
    readonly conclusion: Conclusion;
    readonly logFrom: number;
    readonly startedAt?: Date;
    readonly end?: StepEnd;
  },
): void {
  const now = state.hub.clock.now();
  state.job.steps.push({
    number: state.job.steps.length + 1,
    name: step.name,
    id: step.id,
    conclusion: facts.conclusion,
    startedAt: facts.startedAt ?? now,
    completedAt: now,
    outputs: facts.end?.outputs ?? {},
    summary: facts.end?.summary ?? '',
    log: state.log.lines.slice(facts.logFrom).join('\n'),
  });
}
