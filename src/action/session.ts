// What the commands of the Action share: the world of the checkout, the change, its configuration, and GitHub.
import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { PullRequest } from '../change/pull-request.ts';
import { Problem } from '../core/problem.ts';
import { connectForge } from '../io/forge/connect-forge.ts';
import { openForgeReader } from '../io/forge/read-forge.ts';
import { repositoryName } from '../io/forge/requester.ts';
import { openForgeWriter } from '../io/forge/write-forge.ts';
import type { ForgeReader, ForgeWriter } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';
import { levelRequest } from '../run/level-request.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import { readConfig } from '../run/read-config.ts';
import { openRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { ActionInputs } from './inputs.ts';
import type { Job } from './job.ts';
import { subjectOf } from './subject.ts';

export interface Session {
  readonly inputs: ActionInputs;
  readonly job: Job;
  readonly world: World;
  readonly folder: RunFolder;
  readonly version: string;
  /** What the input `level` asks for. */
  readonly request: LevelRequest | null;
  subject(): Promise<PullRequest>;
  config(pullRequest: PullRequest): Promise<Config>;
  reader(): ForgeReader;
  writer(): ForgeWriter;
}

export interface SessionParts {
  readonly inputs: ActionInputs;
  readonly job: Job;
  readonly world: World;
  readonly version: string;
}

export function openSession(parts: SessionParts): Session {
  const { inputs, job, world } = parts;
  const directory = resolve(job.workspace, inputs.workingDirectory);
  const reader = (): ForgeReader => openForgeReader(connect(inputs, job), repositoryName(job.repository));
  return {
    ...parts,
    folder: openRunFolder(resolve(job.workspace, inputs.runDirectory), world.files),
    request: levelRequest(inputs.level, 'the input `level`'),
    subject: () => subjectOf({ job, inputs, git: world.git, reader }),
    async config(pullRequest) {
      const file = inputs.config === undefined ? null : resolve(directory, inputs.config);
      const config = await readConfig(pullRequest, { file, workingTree: null }, world);
      return inputs.minutes === undefined
        ? config
        : { ...config, budget: { ...config.budget, minutes: inputs.minutes } };
    },
    reader,
    writer: () => openForgeWriter(connect(inputs, job), repositoryName(job.repository)),
  };
}

function connect(inputs: ActionInputs, job: Job) {
  if (inputs.token === '') {
    throw new Problem('input-invalid', {
      what: 'The input `github-token` is empty, but this command asks GitHub.',
      mend: 'Leave the input out, so that it is ${{ github.token }}.',
    });
  }
  return connectForge(inputs.token, job.apiUrl);
}
