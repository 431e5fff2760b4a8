// Who plays the agents of a run: rules alone where there is no model.
import type { PerformAgent } from '../../crew/roster/agent-answer.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import { performByRule } from '../../crew/work/perform-by-rule.ts';
import type { Study } from '../../crew/work/study.ts';
import type { CrewModel } from '../open-model.ts';

export interface Cast {
  readonly crew: Crew;
  readonly study: Study;
  readonly model: CrewModel | null;
}

export function performerOf({ study }: Cast): PerformAgent {
  return (agent, context) => performByRule(agent, context, study);
}
