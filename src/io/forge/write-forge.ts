// Writing check runs and the one comment through GitHub's REST API, within its limits.
import type { CheckAnnotation, CheckRun, ForgeWriter } from '../../ports/forge.ts';
import { withKept } from './with-kept.ts';
import { asking, type RepositoryName, type Requester } from './requester.ts';

/** GitHub takes 50 annotations a request; further requests append. */
const ANNOTATIONS_PER_REQUEST = 50;
const PAGE_SIZE = 100;

/** Who writes: a workflow's token or the App. Neither may change the other's check runs, nor those of jobs. */
export type Door = 'action' | 'bot';

export interface ForgePlace {
  readonly repository: RepositoryName;
  readonly door: Door;
}

export function openForgeWriter(requester: Requester, { repository, door }: ForgePlace): ForgeWriter {
  const externalId = `perfcrew:${door}`;

  return {
    writeCheck: (check) =>
      asking(`write the check run ${check.name}`, 'checks: write', async () => {
        const [first, ...rest] = batches(check.annotations);
        const unfinished = await findUnfinished(check);
        const { data } =
          unfinished === null
            ? await requester.request('POST /repos/{owner}/{repo}/check-runs', {
                ...repository,
                ...bodyOf(check, first ?? []),
                head_sha: check.headSha,
                external_id: externalId,
              })
            : await update(unfinished, check, first ?? []);
        const id = Number(data.id);
        for (const batch of rest) await update(id, check, batch);
        return { id, url: data.html_url };
      }),

    writeComment: (pullRequest, comment) =>
      asking(`write the comment on pull request #${pullRequest}`, 'pull-requests: write', async () => {
        const existing = await findComment(pullRequest, comment.marker);
        if (existing !== null) {
          await requester.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...repository,
            comment_id: existing.id,
            body: withKept(comment, existing.body),
          });
        } else if (comment.create) {
          await requester.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...repository,
            issue_number: pullRequest,
            body: comment.body,
          });
        }
      }),
  };

  function update(id: number, check: CheckRun, annotations: readonly CheckAnnotation[]) {
    return requester.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...repository,
      ...bodyOf(check, annotations),
      check_run_id: id,
    });
  }

  /** A finished run is history (its annotations would pile up), so only an unfinished one is gone on with. */
  async function findUnfinished(check: CheckRun): Promise<number | null> {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ...repository,
      ref: check.headSha,
      check_name: check.name,
      // An unfinished one may stand behind a newer one that is finished, and must not stay so.
      filter: 'all',
      per_page: PAGE_SIZE,
    });
    const unfinished = data.check_runs.find(
      ({ status, external_id }) => status !== 'completed' && external_id === externalId,
    );
    return unfinished === undefined ? null : Number(unfinished.id);
  }

  /** A person may paste the marker; only a bot's comment is ever edited. */
  async function findComment(pullRequest: number, marker: string) {
    for (let page = 1; ; page += 1) {
      const { data } = await requester.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...repository,
        issue_number: pullRequest,
        per_page: PAGE_SIZE,
        page,
      });
      const found = data.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker) === true);
      if (found !== undefined) return { id: Number(found.id), body: found.body ?? '' };
      if (data.length < PAGE_SIZE) return null;
    }
  }
}

function batches(annotations: readonly CheckAnnotation[]): readonly (readonly CheckAnnotation[])[] {
  const count = Math.ceil(annotations.length / ANNOTATIONS_PER_REQUEST);
  return Array.from({ length: count }, (_, index) =>
    annotations.slice(index * ANNOTATIONS_PER_REQUEST, (index + 1) * ANNOTATIONS_PER_REQUEST),
  );
}

function bodyOf(check: CheckRun, annotations: readonly CheckAnnotation[]) {
  const body = {
    name: check.name,
    output: {
      title: check.title,
      summary: check.summary,
      ...(check.text === null ? {} : { text: check.text }),
      annotations: annotations.map((annotation) => ({
        path: annotation.path,
        start_line: annotation.startLine,
        end_line: annotation.endLine,
        annotation_level: annotation.level,
        title: annotation.title,
        message: annotation.message,
      })),
    },
    actions: check.actions.map((action) => ({ ...action })),
    ...(check.detailsUrl === null ? {} : { details_url: check.detailsUrl }),
  };
  // GitHub completes a run as soon as it sees a conclusion, so the two go together or not at all.
  return check.status === 'completed'
    ? { ...body, status: check.status, conclusion: check.conclusion ?? 'neutral' }
    : { ...body, status: check.status };
}
