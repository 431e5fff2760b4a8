// A job of the think zone: agents read what a review left and the code of head, and write documents. Nothing of it is run.
import { resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { systemProcesses } from '../../io/processes/system-processes.ts';
import { optimize, type Optimization } from '../../run/optimize.ts';
import { readCrewLibrary } from '../../run/read-crew-library.ts';
import type { CommandResult } from '../command-result.ts';
import { crewPart, nextAgents } from '../crew-part.ts';
import { crewSummary } from '../crew-summary.ts';
import { refuseStrangersSpending } from '../refuse-strangers-spending.ts';
import { reviewedPullRequest } from '../reviewed-pull-request.ts';
import type { Session } from '../session.ts';

export async function optimizeCommand(session: Session): Promise<CommandResult> {
  const { folder, inputs, job, outside } = session;
  const pullRequest = await reviewedPullRequest(session);
  refuseStrangersSpending(job, pullRequest, outside.environment);
  const { clock, signal, programsDirectory } = outside;
  const files = { ...outside.files, ...keptFiles() };
  const git = await outside.git();
  const library = await readCrewLibrary({ programsDirectory, baseSha: pullRequest.base.sha }, { git, files });
  const crew = library.read(inputs.crew);
  const config = await session.config(pullRequest);
  const part = await crewPart(crew, inputs, { workspace: resolve(job.workspace), files });
  const done = await optimize(
    { crew, config, folder, part },
    { git, clock, signal, files, processes: systemProcesses() },
  );
  refuseFailures(done);
  const next = nextAgents(crew, new Set(done.endings.keys()));
  return {
    outputs: {
      agents: next.join(','),
      'agents-matrix': JSON.stringify({ include: next.map((agents) => ({ agents })) }),
      bottlenecks: String(done.bottlenecks.length),
      proposals: String(done.proposals.length),
    },
    summary: crewSummary(done),
    annotations: [],
    failure: null,
  };
}

/** What is done is in the part all the same; who needs the missing documents could not start. */
function refuseFailures({ endings }: Optimization): void {
  for (const [agent, ending] of endings) {
    if (ending.status !== 'failed' && ending.status !== 'unstarted') continue;
    throw new Problem('document-missing', {
      what: `${agent} wrote nothing: ${ending.reason}.`,
      mend: 'Run the job again; what other agents have done is not done twice.',
    });
  }
}
