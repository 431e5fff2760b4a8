// What a step's expressions see, inside and outside of composite actions.
import type { JsonObject } from '../json.ts';
import type { Scope } from './expression.ts';
import { hashFiles } from './hash-files.ts';
import type { JobState, StepEnd } from './job-state.ts';
import type { StepSpec } from './workflow-file.ts';

export interface StepPlace {
  /** Contexts that only the steps of a composite action see. */
  readonly contexts: JsonObject;
  /** Environment of this step alone. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A step about to run: when it must stop, and how a composite action runs its inner steps. */
export interface TimedPlace extends StepPlace {
  readonly signal: AbortSignal;
  readonly perform: (state: JobState, step: StepSpec, place: StepPlace) => Promise<StepEnd>;
}

export function scopeOf(state: JobState, place: StepPlace): Scope {
  const contexts = state.contexts();
  return {
    contexts: {
      ...contexts,
      ...place.contexts,
      env: { ...state.environment, ...place.variables },
    },
    status: state.signal.aborted ? 'cancelled' : state.conclusion === 'failure' ? 'failure' : 'success',
    hashFiles: (patterns) => hashFiles(state.workspace, patterns),
  };
}
