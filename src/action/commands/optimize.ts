// A job of the think zone: agents read what was gathered, ask the model where there is a key, and write documents. It opens no
// repository and starts no process.
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { systemProcesses } from '../../io/processes/system-processes.ts';
import { openCrewModel } from '../../run/open-model.ts';
import { think } from '../../run/zones/think.ts';
import type { Thoughts } from '../../run/zones/thoughts.ts';
import type { CommandResult } from '../command-result.ts';
import { crewPart, jobsOf, nextAgents } from '../crew-part.ts';
import { crewSummary } from '../crew-summary.ts';
import { refuseStrangersSpending } from '../refuse-strangers-spending.ts';
import { refuseOtherChange } from '../reviewed-pull-request.ts';
import type { Session } from '../session.ts';

export async function optimizeCommand(session: Session): Promise<CommandResult> {
  const { folder, inputs, job, outside } = session;
  const { clock, log, signal, environment, programsDirectory } = outside;
  const files = { ...outside.files, ...keptFiles() };
  const known: { crew: Crew | null; jobs: number } = { crew: null, jobs: 1 };
  const thoughts = await think(
    {
      crew: inputs.crew,
      directory: folder.directory,
      programsDirectory,
      round: 1,
      async part(crew) {
        const part = await crewPart(crew, inputs, { workspace: job.workspace, files });
        known.crew = crew;
        known.jobs = await jobsOf(crew, part, files);
        return part;
      },
      async openModel({ review: { config, pullRequest }, finishedAt }) {
        refuseOtherChange(session, pullRequest);
        refuseStrangersSpending(job, pullRequest, environment);
        return await openCrewModel({
          config,
          environment,
          budgetDirectory: join(folder.directory, 'ledger'),
          clock,
          log,
          user: job.actor,
          run: `${pullRequest.head.sha.slice(0, 12)} ${finishedAt}`,
          share: { of: known.jobs },
        });
      },
    },
    { files, processes: systemProcesses(), clock, log, signal },
  );
  refuseFailures(thoughts);
  const done = new Set(thoughts.endings.map(({ agent }) => agent));
  const next = known.crew === null ? [] : nextAgents(known.crew, done);
  return {
    outputs: {
      agents: next.join(','),
      'agents-matrix': JSON.stringify({ include: next.map((agents) => ({ agents })) }),
      bottlenecks: String(thoughts.bottlenecks.length),
      proposals: String(thoughts.proposals.length),
    },
    summary: crewSummary(thoughts),
    annotations: [],
    failure: null,
  };
}

/** What is done is in the part all the same; who needs the missing documents could not start. */
function refuseFailures({ endings }: Thoughts): void {
  const missing = endings.find(({ status }) => status === 'failed' || status === 'unstarted');
  if (missing === undefined) return;
  throw new Problem('document-missing', {
    what: `${missing.agent} wrote nothing: ${missing.reason}.`,
    mend: 'Run the job again.',
  });
}
