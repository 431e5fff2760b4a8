// Lets a crew work on one workshop: from what was gathered to the documents its agents wrote, resumed where an earlier try was cut off.
import { join } from 'node:path';
import { stableHash } from '../core/stable-hash.ts';
import type { Feedback } from '../crew/agents/feedback.ts';
import type { Bottleneck } from '../crew/bottleneck.ts';
import type { Proposal } from '../crew/proposal.ts';
import type { PerformAgent } from '../crew/roster/agent-answer.ts';
import type { Crew } from '../crew/roster/crew.ts';
import type { CrewOutside, CrewPart } from '../crew/roster/crew-request.ts';
import type { AgentEnding } from '../crew/roster/endings.ts';
import { runCrew } from '../crew/roster/run-crew.ts';
import { isDocumentName, readDocument } from '../crew/work/document-schemas.ts';
import { filesOf } from '../crew/work/documents.ts';
import type { Workshop } from '../crew/work/workshop.ts';
import type { World } from '../ports/world.ts';
import type { RunMetrics } from '../runtime/graph/run-metrics.ts';
import { FEEDBACK } from './zones/feedback.ts';

export interface ConsultRequest {
  readonly crew: Crew;
  readonly workshop: Workshop;
  /** When the review ended that it is made of. */
  readonly finishedAt: string;
  /** Folder of the run; it must be there. */
  readonly directory: string;
  readonly feedback: Feedback;
  readonly perform: PerformAgent;
  /** Names of the models that play; null for rules alone. What others played before is not taken for theirs. */
  readonly models: readonly string[] | null;
  readonly part?: CrewPart;
}

export interface Optimization {
  /** The dearest first; empty where this part of the run has not ranked them. */
  readonly bottlenecks: readonly Bottleneck[];
  readonly proposals: readonly Proposal[];
  readonly endings: ReadonlyMap<string, AgentEnding>;
  /** Absolute paths of what was written for people and for later steps. */
  readonly paths: readonly string[];
  readonly metrics: RunMetrics;
  /** Everything that was written, by name. */
  readonly documents: Readonly<Record<string, unknown>>;
}

export type ConsultOutside = Pick<World, 'clock' | 'signal'> & Pick<CrewOutside, 'files' | 'processes'>;

export async function consult(request: ConsultRequest, outside: ConsultOutside): Promise<Optimization> {
  const { crew, workshop, finishedAt, directory, feedback, perform, part, models } = request;
  const { base, head } = workshop.review.pullRequest;
  const given = {
    review: { base: base.sha, head: head.sha, finishedAt, path: 'report.json' },
    source: { commit: head.sha, files: workshop.head.length, unread: workshop.unread },
    // Only to who asks for it: a crew that does not is the same in every round.
    ...(crew.given.includes(FEEDBACK) && { [FEEDBACK]: feedback }),
  };
  const run = stableHash(JSON.stringify([crew, given, models]));
  const { documents, endings, metrics } = await runCrew(
    { crew, given, run, directory: join(directory, '.tasks', run), ...(part !== undefined && { part }) },
    { ...outside, perform },
  );
  await outside.files.writeText(
    join(directory, '.tasks', run, 'metrics.json'),
    `${JSON.stringify(metrics, null, 1)}\n`,
  );
  const paths: string[] = [];
  // What an earlier change or a killed try left there would be taken for this one's.
  await outside.files.remove(join(directory, 'crew'));
  for (const name of Object.keys(documents).filter(isDocumentName))
    for (const { path, text } of filesOf(name, documents)) {
      paths.push(join(directory, 'crew', path));
      await outside.files.writeText(join(directory, 'crew', path), text);
    }
  return {
    bottlenecks: 'bottlenecks' in documents ? readDocument('bottlenecks', documents) : [],
    proposals: 'proposals' in documents ? readDocument('proposals', documents) : [],
    endings,
    paths,
    metrics,
    documents,
  };
}
