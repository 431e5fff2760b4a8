// A job of the think zone: agents read what was gathered, ask the model where there is a key, and write documents. It opens no
// repository and starts no process.
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { CrewPart } from '../../crew/roster/crew-request.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { systemProcesses } from '../../io/processes/system-processes.ts';
import { openCrewModel } from '../../run/open-model.ts';
import { readThoughts } from '../../run/zones/proposals-of.ts';
import { think } from '../../run/zones/think.ts';
import { THOUGHTS_PATH, type Thoughts } from '../../run/zones/thoughts.ts';
import type { CommandResult } from '../command-result.ts';
import { crewPart, nextAgents } from '../crew-part.ts';
import { crewSummary } from '../crew-summary.ts';
import { jobPurse } from '../job-purse.ts';
import { refuseStrangersSpending } from '../refuse-strangers-spending.ts';
import { refuseOtherChange } from '../reviewed-pull-request.ts';
import { newProposals, withFirstRound } from '../second-round.ts';
import type { Session } from '../session.ts';

export async function optimizeCommand(session: Session): Promise<CommandResult> {
  const { folder, inputs, job, outside } = session;
  const { directory } = folder;
  const { clock, log, signal, environment, programsDirectory } = outside;
  const files = { ...outside.files, ...keptFiles() };
  const processes = systemProcesses();
  const known: { split: { crew: Crew; part: CrewPart } | null; first: Thoughts | null } = {
    split: null,
    first: null,
  };
  const latest = await think(
    {
      crew: inputs.crew,
      directory,
      programsDirectory,
      round: inputs.round,
      async part(crew) {
        const part = await crewPart(crew, inputs, { workspace: job.workspace, files });
        known.split = { crew, part };
        return part;
      },
      async openModel({ review: { config, pullRequest }, finishedAt }) {
        refuseOtherChange(session, pullRequest);
        refuseStrangersSpending(job, pullRequest, environment);
        if (inputs.round > 1) known.first = await readThoughts(directory, pullRequest.head.sha, files);
        if (known.split === null) throw new Error('The model was opened before the crew was read.');
        const isRest = inputs.agents === undefined;
        const purse = await jobPurse({ ...known.split, isRest, directory }, { files, processes, clock });
        return await openCrewModel({
          config,
          environment,
          budgetDirectory: purse.directory,
          clock,
          log,
          user: job.actor,
          run: `${pullRequest.head.sha.slice(0, 12)} ${finishedAt}`,
          share: { of: purse.jobs },
        });
      },
    },
    { files, processes, clock, log, signal },
  );
  refuseFailures(latest);
  const thoughts = withFirstRound(known.first, latest);
  if (known.first !== null)
    await files.writeText(join(directory, THOUGHTS_PATH), `${JSON.stringify(thoughts)}\n`);
  return finished(known.split?.crew ?? null, { first: known.first, thoughts });
}

function finished(
  crew: Crew | null,
  { first, thoughts }: { readonly first: Thoughts | null; readonly thoughts: Thoughts },
): CommandResult {
  const { bottlenecks, endings, costUsd } = thoughts;
  const next = crew === null ? [] : nextAgents(crew, new Set(endings.map(({ agent }) => agent)));
  const proposals = newProposals(first, thoughts);
  return {
    outputs: {
      agents: next.join(','),
      'agents-matrix': JSON.stringify({ include: next.map((agents) => ({ agents })) }),
      bottlenecks: String(bottlenecks.length),
      proposals: String(proposals.length),
      model: String(costUsd !== null),
    },
    summary: crewSummary({ bottlenecks, proposals }),
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
