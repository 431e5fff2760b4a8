// Runs a crew of the user's own: what it reads is gathered here, and it thinks in a process that can reach nothing else.
import { join } from 'node:path';
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import { Problem } from '../core/problem.ts';
import { stableHash } from '../core/stable-hash.ts';
import type { Crew } from '../crew/roster/crew.ts';
import type { Files } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import type { KeptFiles } from '../ports/kept-files.ts';
import type { Log } from '../ports/log.ts';
import { readDecisions, readGiven } from './read-given.ts';
import type { CrewFiles } from './read-crew-library.ts';
import type { RunFolder } from './run-folder.ts';
import {
  CREW_TASK_PATH,
  crewTaskSchema,
  MOST_CREW_TASK_BYTES,
  type CrewResult,
  type CrewTask,
} from './zones/crew-task.ts';
import { gatherForCrew } from './zones/gather-for-crew.ts';
import { thinkApart, type ThinkingProcess } from './zones/think-apart.ts';
import type { WorkshopDocument } from './zones/workshop-document.ts';

export interface NamedCrewRequest {
  readonly crew: Crew;
  /** What the crew was read from. */
  readonly sources: CrewFiles;
  readonly config: Config;
  /** What the tools look at; null where there is no repository. */
  readonly pullRequest: PullRequest | null;
  /** Absolute paths of the given documents, by name. */
  readonly given: ReadonlyMap<string, string>;
  /** Absolute path of the document with what people decided; null where nobody has. */
  readonly approvals: string | null;
  /** What agents write goes below `crew/<name>` in it. */
  readonly folder: RunFolder;
  readonly zone: ThinkingProcess;
}

interface Outside {
  readonly git: Git;
  readonly files: Files & KeptFiles;
  readonly log: Pick<Log, 'warn'>;
  readonly signal: AbortSignal;
}

export async function runNamedCrew(request: NamedCrewRequest, outside: Outside): Promise<CrewResult> {
  const { crew, sources, config, folder } = request;
  const given = await readGiven(crew, request.given, outside.files);
  const decisions = await readDecisions(request.approvals, outside.files);
  const workshop = await gatherForCrew(request, outside);
  const task = crewTaskSchema.parse({
    document: 'crew-task',
    version: 1,
    crew: crew.name,
    ...sources,
    given,
    decisions,
    // What was said of other code is no answer about this.
    run: stableHash(JSON.stringify([crew, given, ...(workshop === null ? [] : [whatIsLookedAt(workshop)])])),
    config,
    workshop,
  });
  const directory = await folder.ready();
  await writeTask(directory, task, outside.files);
  return await thinkApart(directory, request.zone, outside);
}

function whatIsLookedAt({ review, finishedAt }: WorkshopDocument): readonly string[] {
  return [review.pullRequest.base.sha, review.pullRequest.head.sha, finishedAt];
}

async function writeTask(directory: string, task: CrewTask, files: Files & KeptFiles): Promise<void> {
  const text = JSON.stringify(task);
  if (text.length > MOST_CREW_TASK_BYTES)
    throw new Problem('input-invalid', {
      what: `What the crew would read comes to ${Math.round(text.length / 1_048_576)} MB; it reads at most ${MOST_CREW_TASK_BYTES / 1_048_576} MB.`,
      mend: 'Give it smaller documents.',
    });
  const path = join(directory, CREW_TASK_PATH);
  // Where it is a link, the link goes.
  await files.remove(path);
  await files.writeText(path, `${text}\n`);
}
