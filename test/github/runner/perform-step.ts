// Performs one step, a script or an action, with its own environment and its own time limit.
import { toText } from '../json.ts';
import { evaluateValue, interpolate } from './expression.ts';
import type { JobState, StepEnd } from './job-state.ts';
import { runScript } from './run-script.ts';
import { scopeOf, type StepPlace } from './step-scope.ts';
import { useAction } from './use-action.ts';
import type { StepSpec } from './workflow-file.ts';

export async function performStep(state: JobState, step: StepSpec, place: StepPlace): Promise<StepEnd> {
  const scope = scopeOf(state, place);
  const own: Record<string, string> = {};
  for (const [key, value] of Object.entries(step.env ?? {})) own[key] = interpolate(toText(value), scope);
  const variables = { ...place.variables, ...own };
  const minutes = step['timeout-minutes'];
  const signal =
    minutes === undefined
      ? state.signal
      : AbortSignal.any([
          state.signal,
          AbortSignal.timeout(Number(toText(evaluateValue(minutes, scope))) * 60_000),
        ]);
  const timed = { ...place, variables, signal, perform: performStep };
  if (step.run !== undefined) return runScript(state, step, timed);
  if (step.uses !== undefined) return useAction(state, step, timed);
  throw new Error('A step needs run: or uses:.');
}
