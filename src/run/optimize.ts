// The story of the crew: from the documents of a review to what its agents wrote, resumed where an earlier try was cut off.
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { AgentEnding } from '../crew/roster/endings.ts';
import type { Crew } from '../crew/roster/crew.ts';
import type { CrewPart } from '../crew/roster/crew-request.ts';
import { runCrew } from '../crew/roster/run-crew.ts';
import type { Bottleneck } from '../crew/bottleneck.ts';
import type { Proposal } from '../crew/proposal.ts';
import { isDocumentName, readDocument } from '../crew/work/document-schemas.ts';
import { filesOf } from '../crew/work/documents.ts';
import { performByRule } from '../crew/work/perform-by-rule.ts';
import { openStudy } from '../crew/work/study.ts';
import { openWorkshop } from '../crew/work/workshop.ts';
import { stableHash } from '../core/stable-hash.ts';
import type { CrewOutside } from '../crew/roster/crew-request.ts';
import type { World } from '../ports/world.ts';
import type { RunMetrics } from '../runtime/graph/run-metrics.ts';
import type { RunFolder } from './run-folder.ts';

export interface OptimizeRequest {
  readonly crew: Crew;
  readonly config: Config;
  /** Holds the documents of the review; the crew's go below it. */
  readonly folder: RunFolder;
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
}

export async function optimize(
  { crew, config, folder, part }: OptimizeRequest,
  world: Pick<World, 'git' | 'clock' | 'signal'> & Pick<CrewOutside, 'files' | 'processes'>,
): Promise<Optimization> {
  const report = await folder.read('report');
  const diff = await folder.read('diff');
  const workshop = await openWorkshop({ ...report, diff, config }, folder.directory, world);
  const study = openStudy(workshop);
  const { base, head } = report.pullRequest;
  const given = {
    review: { base: base.sha, head: head.sha, finishedAt: report.finishedAt, path: 'report.json' },
    source: { commit: head.sha, files: workshop.head.length, unread: workshop.unread },
  };
  const run = stableHash(JSON.stringify([crew, given]));
  const directory = join(await folder.ready(), '.tasks', run);
  const { documents, endings, metrics } = await runCrew(
    { crew, given, run, directory, ...(part !== undefined && { part }) },
    { ...world, perform: (agent, context) => performByRule(agent, context, study) },
  );
  const paths: string[] = [];
  for (const name of Object.keys(documents).filter(isDocumentName))
    for (const { path, text } of filesOf(name, documents)) {
      paths.push(join(folder.directory, 'crew', path));
      await world.files.writeText(join(folder.directory, 'crew', path), text);
    }
  return {
    bottlenecks: 'bottlenecks' in documents ? readDocument('bottlenecks', documents) : [],
    proposals: 'proposals' in documents ? readDocument('proposals', documents) : [],
    endings,
    paths,
    metrics,
  };
}
