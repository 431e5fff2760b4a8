// What a person sees on GitHub after a run: comments, suggestions, pull requests, branches, check runs, and the proofs kept with the run.
import { proofSchema, type Proof } from '../../src/prove/proof.ts';
import { unzip } from '../../test/github/zip.ts';
import type { GitHubResult } from './result.ts';
import { PLACE, type Stage } from './stage.ts';

const AUTHOR = 'github-actions[bot]';
/** The files people write to; what perfcrew pushes has a name of its own. */
export const PEOPLES = ['main', 'good', 'slow'] as const;

export interface Seen {
  readonly headSha: string;
  readonly comments: readonly { readonly id: number; readonly body: string }[];
  readonly reviews: readonly number[];
  readonly suggestions: readonly SeenSuggestion[];
  readonly pulls: readonly SeenPull[];
  /** Name to tip. */
  readonly branches: Readonly<Record<string, string>>;
  readonly checks: GitHubResult['checks'];
}

export interface SeenSuggestion {
  readonly id: number;
  readonly path: string;
  readonly startLine: number;
  readonly line: number;
  readonly body: string;
}

export interface SeenPull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly onto: string;
  readonly headSha: string;
  readonly files: readonly string[];
}

export async function observe({ api, number }: Stage): Promise<Seen> {
  const pull = { ...PLACE, pull_number: number, per_page: 100 };
  const { data: own } = await api.rest.pulls.get(pull);
  const headSha = own.head.sha;
  const comments = await api.rest.issues.listComments({ ...PLACE, issue_number: number, per_page: 100 });
  const reviews = await api.rest.pulls.listReviews(pull);
  const lines = await api.rest.pulls.listReviewComments(pull);
  const pulls = await api.rest.pulls.list({ ...PLACE, state: 'open', per_page: 100 });
  const branches = await api.rest.repos.listBranches({ ...PLACE, per_page: 100 });
  const checks = await api.rest.checks.listForRef({ ...PLACE, ref: headSha, per_page: 100 });
  return {
    headSha,
    comments: comments.data
      .filter(({ user }) => user?.login === AUTHOR)
      .map(({ id, body }) => ({ id, body: body ?? '' })),
    reviews: reviews.data.filter(({ user }) => user?.login === AUTHOR).map(({ id }) => id),
    suggestions: lines.data
      .filter(({ user }) => user.login === AUTHOR)
      .map(({ id, path, line, start_line: start, body }) => ({
        id,
        path,
        startLine: start ?? line ?? 0,
        line: line ?? 0,
        body,
      })),
    pulls: await Promise.all(
      pulls.data
        .filter((one) => one.number !== number)
        .map(async (one) => ({
          number: one.number,
          title: one.title,
          body: one.body ?? '',
          branch: one.head.ref,
          onto: one.base.ref,
          headSha: one.head.sha,
          files: (await api.rest.pulls.listFiles({ ...PLACE, pull_number: one.number })).data.map(
            ({ filename }) => filename,
          ),
        })),
    ),
    branches: Object.fromEntries(branches.data.map(({ name, commit }) => [name, commit.sha])),
    // Jobs of a workflow are check runs too; those are told as jobs.
    checks: checks.data.check_runs
      .filter(({ external_id: externalId }) => externalId?.startsWith('perfcrew:') === true)
      .map(({ name, conclusion }) => ({ name, conclusion })),
  };
}

/** The files of the artifacts that hold proofs, in the order of the rounds: a later one of the same id takes its place. */
export async function proofFiles({ api }: Stage, runId: number): Promise<ReadonlyMap<string, string>> {
  const { data } = await api.rest.actions.listWorkflowRunArtifacts({
    ...PLACE,
    run_id: runId,
    per_page: 100,
  });
  const files = new Map<string, string>();
  for (const name of ['perfcrew-proofs', 'perfcrew-proofs-again']) {
    const artifact = data.artifacts.find((one) => one.name === name);
    if (artifact === undefined) continue;
    const zip = await api.rest.actions.downloadArtifact({
      ...PLACE,
      artifact_id: artifact.id,
      archive_format: 'zip',
    });
    if (!(zip.data instanceof ArrayBuffer)) throw new Error(`${name} did not come as bytes.`);
    for (const { path, content } of await unzip(Buffer.from(zip.data)))
      if (/^[0-9a-f]{14}\.json$/.test(path)) files.set(path, content.toString());
  }
  return files;
}

export function proofsIn(files: ReadonlyMap<string, string>): readonly Proof[] {
  return [...files.values()].map((text) => proofSchema.parse(JSON.parse(text)));
}

/** Each sentence names something that is not as it was. */
export function differences(before: Seen, after: Seen): readonly string[] {
  const lists = ['comments', 'reviews', 'suggestions', 'pulls'] as const;
  const listed = lists.flatMap((name) => changed(name, before[name].map(keyOf), after[name].map(keyOf)));
  const branches = changed('branches', entries(before.branches), entries(after.branches));
  return [...listed, ...branches];
}

/** Numbers in a text are measured anew each time; what is offered, where and how is not. */
function keyOf(one: number | Seen['comments'][number] | SeenSuggestion | SeenPull): string {
  if (typeof one === 'number') return `${one}`;
  if ('line' in one)
    return `${one.id} ${one.path}:${one.startLine}-${one.line} ${suggested(one.body) ?? 'deleted'}`;
  return 'branch' in one ? `#${one.number} ${one.branch} ${one.headSha}` : `${one.id}`;
}

/** The lines a suggestion puts in place; null where it deletes them. */
export function suggested(body: string): string | null {
  const [, , text = ''] = /^(`{3,})suggestion\n([\s\S]*?)^\1$/m.exec(body) ?? [];
  return text === '' ? null : text.replace(/\n$/, '');
}

function entries(branches: Seen['branches']): readonly string[] {
  return Object.entries(branches).map(([name, sha]) => `${name} ${sha}`);
}

function changed(what: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = before.filter((one) => !after.includes(one));
  const added = after.filter((one) => !before.includes(one));
  return gone.length + added.length === 0
    ? []
    : [
        `${what}: ${[...gone.map((one) => `no longer ${one}`), ...added.map((one) => `new ${one}`)].join(', ')}`,
      ];
}
