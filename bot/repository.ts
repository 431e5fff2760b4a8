// One repository as the bot sees it: the forge's ports, and the few things only a bot does.
import type { Context } from 'probot';
import { openForgeReader } from '../src/io/forge/read-forge.ts';
import { statusOf } from '../src/io/forge/requester.ts';
import { openForgeWriter } from '../src/io/forge/write-forge.ts';
import type { ForgeReader, ForgeWriter } from '../src/ports/forge.ts';

export type Reaction = 'eyes' | 'rocket' | 'confused';

export interface Repository {
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly reader: ForgeReader;
  readonly writer: ForgeWriter;
  /** True for write, maintain and admin; false for everyone else and whenever GitHub does not answer clearly. */
  mayWrite(login: string): Promise<boolean>;
  react(commentId: number, reaction: Reaction): Promise<void>;
  /** False where the default branch has no such workflow. */
  dispatch(workflow: string, inputs: Readonly<Record<string, string>>): Promise<boolean>;
  /** Archives the run uploaded, as zip bytes; those above the size are left out. */
  artifacts(runId: number, prefix: string, maximumBytes: number): Promise<readonly Uint8Array[]>;
}

type Octokit = Context['octokit'];

export interface RepositoryPayload {
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly default_branch: string;
}

export function openRepository(octokit: Octokit, payload: RepositoryPayload): Repository {
  const name = { owner: payload.owner.login, repo: payload.name };
  return {
    fullName: `${name.owner}/${name.repo}`,
    defaultBranch: payload.default_branch,
    reader: openForgeReader(octokit, name),
    writer: openForgeWriter(octokit, name),

    async mayWrite(login) {
      try {
        const { data } = await octokit.request(
          'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
          {
            ...name,
            username: login,
          },
        );
        // `permission` folds maintain into write and triage into read.
        return data.permission === 'admin' || data.permission === 'write';
      } catch (error) {
        if (statusOf(error) !== null) return false;
        throw error;
      }
    },

    async react(commentId, reaction) {
      await octokit.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
        ...name,
        comment_id: commentId,
        content: reaction,
      });
    },

    async dispatch(workflow, inputs) {
      try {
        await octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
          ...name,
          workflow_id: workflow,
          ref: payload.default_branch,
          inputs: { ...inputs },
        });
        return true;
      } catch (error) {
        const status = statusOf(error);
        // 404: no such workflow; 422: it has no workflow_dispatch or other inputs.
        if (status === 404 || status === 422) return false;
        throw error;
      }
    },

    async artifacts(runId, prefix, maximumBytes) {
      const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
        ...name,
        run_id: runId,
        per_page: 100,
      });
      const wanted = data.artifacts.filter(
        (artifact) =>
          artifact.name.startsWith(prefix) && !artifact.expired && artifact.size_in_bytes <= maximumBytes,
      );
      return Promise.all(
        wanted.map(async ({ id }) => {
          const answer = await octokit.request(
            'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
            {
              ...name,
              artifact_id: id,
              archive_format: 'zip',
            },
          );
          return new Uint8Array(answer.data as ArrayBuffer);
        }),
      );
    },
  };
}
