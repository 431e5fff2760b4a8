// One repository as the bot sees it: the forge's ports, and the few things only a bot does.
import type { Context } from 'probot';
import { openForgeReader } from '../src/io/forge/read-forge.ts';
import { asking, isRefusal, statusOf } from '../src/io/forge/requester.ts';
import { openForgeWriter } from '../src/io/forge/write-forge.ts';
import type { ForgeReader, ForgeWriter } from '../src/ports/forge.ts';

export type Reaction = 'eyes' | 'rocket' | 'confused';

export interface RunTitle {
  readonly id: number;
  readonly title: string;
}

export interface Repository {
  readonly defaultBranch: string;
  readonly reader: ForgeReader;
  readonly writer: ForgeWriter;
  /** True for write, maintain and admin; false for everyone else. */
  mayWrite(login: string): Promise<boolean>;
  /** A courtesy: where GitHub refuses it, the work goes on. */
  react(commentId: number, reaction: Reaction): Promise<void>;
  /** False where the default branch has no such workflow, or one with other inputs. */
  dispatch(workflow: string, inputs: Readonly<Record<string, string>>): Promise<boolean>;
  /** The newest hundred dispatched runs of a workflow, newest first. */
  dispatchedRuns(workflow: string): Promise<readonly RunTitle[]>;
  /** Archives a run uploaded, as zip bytes, one after another. */
  artifacts(runId: number, limits: ArtifactLimits): Promise<Artifacts>;
}

export interface ArtifactLimits {
  /** Of all archives together. */
  readonly archiveBytes: number;
}

export interface Artifacts {
  readonly archives: readonly Uint8Array[];
  /** Above the limit, or expired. */
  readonly leftOut: number;
}

type Octokit = Context['octokit'];

export interface RepositoryPayload {
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly default_branch: string;
}

/** Artifacts of other steps of the workflow are none of the bot's business. */
const ARTIFACT_PREFIX = 'perfcrew';

export function openRepository(octokit: Octokit, payload: RepositoryPayload): Repository {
  const name = { owner: payload.owner.login, repo: payload.name };
  return {
    defaultBranch: payload.default_branch,
    reader: openForgeReader(octokit, name),
    writer: openForgeWriter(octokit, { repository: name, door: 'bot' }),

    mayWrite: (login) =>
      asking(`tell what @${login} may do`, 'metadata: read', async () => {
        try {
          const { data } = await octokit.request(
            'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
            { ...name, username: login },
          );
          // `permission` folds maintain into write and triage into read.
          return data.permission === 'admin' || data.permission === 'write';
        } catch (error) {
          if (isRefusal(error)) return false;
          throw error;
        }
      }),

    async react(commentId, reaction) {
      try {
        await octokit.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
          ...name,
          comment_id: commentId,
          content: reaction,
        });
      } catch (error) {
        if (statusOf(error) === null) throw error;
      }
    },

    dispatch: (workflow, inputs) =>
      asking(`start the workflow ${workflow}`, 'actions: write', async () => {
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
      }),

    dispatchedRuns: (workflow) =>
      asking(`list the runs of ${workflow}`, 'actions: read', async () => {
        const { data } = await octokit.request(
          'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
          { ...name, workflow_id: workflow, event: 'workflow_dispatch', per_page: 100 },
        );
        return data.workflow_runs.map((run) => ({ id: Number(run.id), title: run.display_title }));
      }),

    artifacts: (runId, limits) =>
      asking(`read the artifacts of run ${runId}`, 'actions: read', async () => {
        const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
          ...name,
          run_id: runId,
          per_page: 100,
        });
        const own = data.artifacts.filter((artifact) => artifact.name.startsWith(ARTIFACT_PREFIX));
        const archives: Uint8Array[] = [];
        let bytes = 0;
        for (const { id, expired, size_in_bytes: sizeBytes } of own) {
          if (expired || bytes + sizeBytes > limits.archiveBytes) continue;
          bytes += sizeBytes;
          archives.push(await download(id));
        }
        return { archives, leftOut: own.length - archives.length };
      }),
  };

  async function download(artifactId: number): Promise<Uint8Array> {
    const { data }: { data: unknown } = await octokit.request(
      'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
      { ...name, artifact_id: artifactId, archive_format: 'zip' },
    );
    return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array();
  }
}
