// Who plays the agents of a run: the model where there is one, with what no patch of it may touch; rules alone where there is none.
import { parseGitDiff } from '../../change/parse-git-diff.ts';
import { performCrewAgent } from '../../crew/agents/perform-crew-agent.ts';
import type { PerformAgent } from '../../crew/roster/agent-answer.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import type { Study } from '../../crew/work/study.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { findTampering } from '../../prove/tampering/find-tampering.ts';
import type { CrewModel } from '../open-model.ts';

export interface Cast {
  readonly crew: Crew;
  readonly study: Study;
  readonly model: CrewModel | null;
}

export function performerOf(
  cast: Cast,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Log, 'info'> },
): PerformAgent {
  return performCrewAgent({
    ...cast,
    clock,
    // Fences around text under review: not to be foreseen by who wrote it.
    random: Math.random,
    refusePatch: (patch) => findTampering(parseGitDiff(patch)),
    note: (text) => {
      log.info(text);
    },
  });
}
