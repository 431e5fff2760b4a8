// The smallest repository worth reviewing: one measured command, which the change makes slower, or not.
import { gitRepository, type GitRepository, type Tree } from '../kit/git-repository.ts';

/** Every gate, few runs, no installs: seconds, not minutes. */
export const TINY_CONFIG = `version: 1
preference: full
targets:
  commands:
    - name: work
      run: node work.js
      runs: 5
budget:
  minutes: 1
`;

const work = (milliseconds: number): string =>
  `const end = performance.now() + ${milliseconds};\nwhile (performance.now() < end);\n`;

export const TINY_FILES = {
  '.github/perfcrew.yml': TINY_CONFIG,
  'package.json': '{ "name": "tiny", "private": true }\n',
  'work.js': work(1),
} as const;
/** Several times slower, whatever the machine. */
export const SLOW_FILES = { 'work.js': work(600) } as const;
/** As quick as before. */
export const SAME_FILES = { 'work.js': `// Says more.\n${work(1)}` } as const;

export interface TinyChange extends AsyncDisposable {
  readonly repository: GitRepository;
  readonly base: string;
  readonly head: string;
  /** What GitHub tells a job about the pull request. */
  readonly event: { readonly name: 'pull_request'; readonly payload: object };
}

/** A clone with `main` and, checked out, `change`. */
export async function tinyChange(files: Tree = SAME_FILES, base: Tree = TINY_FILES): Promise<TinyChange> {
  const repository = await gitRepository(base);
  const baseSha = repository.sha();
  repository.branch('change');
  const headSha = await repository.commit(files, 'Change the work');
  return {
    repository,
    base: baseSha,
    head: headSha,
    event: { name: 'pull_request', payload: pullRequestEvent({ base: baseSha, head: headSha }) },
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

export function pullRequestEvent(change: {
  readonly base: string;
  readonly head: string;
  /** owner/name; null for a fork that was deleted. */
  readonly headRepository?: string | null;
}): object {
  const { base, head, headRepository = 'alice/shop' } = change;
  return {
    action: 'opened',
    number: 1,
    pull_request: {
      number: 1,
      title: 'Change the work',
      body: null,
      user: { login: 'alice' },
      labels: [],
      base: { sha: base, ref: 'main', repo: { full_name: 'alice/shop' } },
      head: {
        sha: head,
        ref: 'change',
        repo: headRepository === null ? null : { full_name: headRepository },
      },
    },
  };
}
