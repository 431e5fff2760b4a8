// What the commands of the Action share: the change, its configuration, the run's folder, GitHub, and the world around.
import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { PullRequest } from '../change/pull-request.ts';
import { Problem } from '../core/problem.ts';
import { repositoryName, type Requester } from '../io/forge/requester.ts';
import type { ForgeReader, ForgeWriter } from '../ports/forge.ts';
import type { ProofForge } from '../run/proofs/proof-forge.ts';
import type { RevertForge } from '../run/reverts/revert-forge.ts';
import { levelRequest } from '../run/level-request.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import { openRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { ActionInputs } from './inputs.ts';
import type { Job } from './job.ts';
import type { Outside } from './outside.ts';
import { readBaseConfig } from './read-base-config.ts';
import { subjectOf } from './subject.ts';

export interface SessionParts {
  readonly inputs: ActionInputs;
  readonly job: Job;
  readonly outside: Outside;
  readonly version: string;
}

export interface Session extends SessionParts {
  readonly folder: RunFolder;
  /** What the input `level` asks for. */
  readonly request: LevelRequest | null;
  subject(): Promise<PullRequest>;
  /** Of the base commit in the checkout. */
  config(pullRequest: PullRequest): Promise<Config>;
  reader(): Promise<ForgeReader>;
  writer(): Promise<ForgeWriter>;
  /** What proven patches are told through. */
  proofForge(): Promise<ProofForge & { readonly reader: ForgeReader }>;
  /** What a revert is proposed through. */
  revertForge(): Promise<RevertForge>;
}

export function openSession(parts: SessionParts): Session {
  const { inputs, job, outside } = parts;
  const session: Session = {
    ...parts,
    folder: openRunFolder(resolve(job.workspace, inputs.runDirectory), outside.files),
    request: levelRequest(inputs.level, 'the input `level`'),
    subject: () => subjectOf(session),
    config: (pullRequest) => readBaseConfig(pullRequest, inputs, outside),
    async reader() {
      const { openForgeReader } = await import('../io/forge/read-forge.ts');
      return openForgeReader(await connect(inputs, job), repositoryName(job.repository));
    },
    async writer() {
      const { openForgeWriter } = await import('../io/forge/write-forge.ts');
      const place = { repository: repositoryName(job.repository), door: 'action' } as const;
      return openForgeWriter(await connect(inputs, job), place);
    },
    async proofForge() {
      const { openProofForge } = await import('../io/forge/open-proof-forge.ts');
      const repository = repositoryName(job.repository);
      return openProofForge(await connect(inputs, job), { repository, door: 'action' });
    },
    async revertForge() {
      const { openRevertForge } = await import('../io/forge/open-revert-forge.ts');
      return openRevertForge(await connect(inputs, job), repositoryName(job.repository));
    },
  };
  return session;
}

async function connect(inputs: ActionInputs, job: Job): Promise<Requester> {
  if (inputs.token === '') {
    throw new Problem('input-invalid', {
      what: `The input \`github-token\` is empty, but \`${inputs.command}\` asks GitHub here.`,
      mend: 'Leave the input out, so that it is ${{ github.token }}.',
    });
  }
  const { connectForge } = await import('../io/forge/connect-forge.ts');
  return connectForge(inputs.token, job.apiUrl);
}
