// The crew in one process, for a job that does nothing else: from the documents of a review to what its agents wrote.
import type { Config } from '../config/config.ts';
import type { Crew } from '../crew/roster/crew.ts';
import type { CrewOutside, CrewPart } from '../crew/roster/crew-request.ts';
import { performByRule } from '../crew/work/perform-by-rule.ts';
import { openStudy } from '../crew/work/study.ts';
import { openWorkshop } from '../crew/work/workshop.ts';
import type { World } from '../ports/world.ts';
import { consult, type Optimization } from './consult.ts';
import type { RunFolder } from './run-folder.ts';
import { composeFeedback } from './zones/feedback.ts';

export type { Optimization } from './consult.ts';

export interface OptimizeRequest {
  readonly crew: Crew;
  readonly config: Config;
  /** Holds the documents of the review; the crew's go below it. */
  readonly folder: RunFolder;
  readonly part?: CrewPart;
}

export async function optimize(
  { crew, config, folder, part }: OptimizeRequest,
  world: Pick<World, 'git' | 'clock' | 'signal'> & Pick<CrewOutside, 'files' | 'processes'>,
): Promise<Optimization> {
  const report = await folder.read('report');
  const diff = await folder.read('diff');
  const workshop = await openWorkshop({ ...report, diff, config }, folder.directory, world);
  const study = openStudy(workshop);
  return await consult(
    {
      crew,
      workshop,
      finishedAt: report.finishedAt,
      directory: await folder.ready(),
      feedback: composeFeedback([]),
      perform: (agent, context) => performByRule(agent, context, study),
      ...(part !== undefined && { part }),
    },
    world,
  );
}
