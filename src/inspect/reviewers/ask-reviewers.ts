// Asks the planned reviewers, all at the same time: what they say becomes measurements, and so does why one has said nothing.
import type { Crew } from '../../crew/roster/crew.ts';
import type { AgentAnswer } from '../../crew/roster/agent-answer.ts';
import type { CrewOutside } from '../../crew/roster/crew-request.ts';
import type { AgentEnding } from '../../crew/roster/endings.ts';
import { runCrew } from '../../crew/roster/run-crew.ts';
import type { Workshop } from '../../crew/work/workshop.ts';
import { stableHash } from '../../core/stable-hash.ts';
import type { Environment } from '../../measure/environment.ts';
import type { Measurement } from '../../measure/measurement.ts';
import { stopWhenInterrupted } from '../../measure/stop-when-interrupted.ts';
import { unmeasured, type Hindrance } from '../../measure/unmeasured.ts';
import { givenDocuments, type ReviewedChange } from './given-documents.ts';
import { observeFindings } from './observe-findings.ts';
import { reviewingCrew, type Reviewer } from './reviewing-crew.ts';

export interface ReviewersRequest {
  readonly reviewers: readonly Reviewer[];
  readonly crew: Crew;
  readonly change: ReviewedChange;
  /** The code of head, read and never run. */
  readonly workshop: Pick<Workshop, 'head'>;
  readonly environment: Environment;
  /** Absolute path of the folder for what is done. */
  readonly directory: string;
}

export async function askReviewers(
  request: ReviewersRequest,
  outside: CrewOutside,
): Promise<readonly Measurement[]> {
  const { reviewers, change, workshop, environment, directory } = request;
  const crew = reviewingCrew(request.crew, reviewers);
  const given = await givenDocuments(change, workshop.head);
  const run = stableHash(JSON.stringify([crew, given, outside.clock.now()]));
  const begunMs = outside.clock.elapsed();
  const failures = new Map<string, Failure>();
  const result = await runCrew(
    { crew, given, run, directory: `${directory}/${run}` },
    {
      ...outside,
      async perform(agent, context, handover) {
        const answer = await outside.perform(agent, context, handover);
        if (answer.kind === 'failed') failures.set(context.task.agent, answer);
        return answer;
      },
    },
  );
  stopWhenInterrupted(outside);
  const durationMs = outside.clock.elapsed() - begunMs;
  return reviewers.map((reviewer): Measurement => {
    const { gate, target, agent } = reviewer;
    const name = crew.agents.find((one) => one.name === agent)?.writes[0];
    const told = name === undefined ? undefined : result.documents[name];
    const observations = told === undefined ? null : observeFindings(told, workshop.head);
    if (observations === null) {
      const hindrance = hindranceOf(reviewer, result.endings.get(agent), failures.get(agent));
      return asMeasurement(reviewer, hindrance, environment);
    }
    return {
      document: 'measurement',
      version: 1,
      gate,
      target,
      environment,
      durationMs,
      outcome: { status: 'measured', series: [], observations: [...observations] },
      artifacts: [],
    };
  });
}

type Failure = Extract<AgentAnswer, { readonly kind: 'failed' }>;

/** What failed knows its own mend best: to ask again would not raise a limit. */
function hindranceOf(
  { agent }: Reviewer,
  ending: AgentEnding | undefined,
  failure: Failure | undefined,
): Hindrance {
  if (ending === undefined)
    return {
      reason: `The crew has no reviewer ${agent}.`,
      mend: `Add .github/perfcrew/crew/reviewers/${agent}.md on the base branch, or take ${agent} out of \`crew.reviewers\`.`,
      causedByHead: false,
    };
  const reason =
    ending.status === 'done' ? 'its answer is no list of findings' : (failure?.reason ?? ending.reason);
  return {
    reason: `The reviewer ${agent} gave no answer: ${reason.replace(/\.$/, '')}.`,
    mend: failure?.mend ?? 'Run the review again, or skip the gate in `gates`.',
    causedByHead: false,
  };
}

function asMeasurement(
  { gate, target }: Reviewer,
  hindrance: Hindrance,
  environment: Environment,
): Measurement {
  const [measurement] = unmeasured({ gate, targets: [target] }, hindrance, environment);
  if (measurement === undefined) throw new Error('There is one for each target.');
  return measurement;
}
