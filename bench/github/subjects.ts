// The repositories whose pull request is brought to the crew: the shop with its four planted causes, and a tiny one to try the bench on.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeShop } from '../../examples/shop/make-repository.ts';
import { runGit } from '../../test/github/git/run-git.ts';

export interface Subject {
  /** Fills an empty folder with a repository of the branches `main`, `good` (the same) and `slow`. */
  readonly fill: (directory: string) => Promise<void>;
  readonly title: string;
  /** What has to stand on the pull request in the end, at least. */
  readonly least: { readonly proven: number; readonly suggestions: number; readonly pulls: number };
}

/** So that the commits have the same ids each time. */
export const DATES = { GIT_AUTHOR_DATE: '2025-03-10T09:00:00Z', GIT_COMMITTER_DATE: '2025-03-10T09:00:00Z' };

export const SUBJECTS = {
  shop: {
    fill: makeShop,
    title: 'List items, index orders, recommend from the live catalogue, search towns',
    least: { proven: 2, suggestions: 1, pulls: 1 },
  },
  tiny: {
    fill: makeTiny,
    title: 'Look the names up in the list itself',
    least: { proven: 1, suggestions: 1, pulls: 0 },
  },
} as const satisfies Readonly<Record<string, Subject>>;

export type SubjectName = keyof typeof SUBJECTS;

const missing = (names: string, has: string): string => `/** Names that are wanted and not in stock. */
export function missing(wanted, stock) {
  const names = ${names};
  return wanted.filter((name) => !names.${has}(name));
}
`;

async function makeTiny(directory: string): Promise<void> {
  await commit(directory, 'main', {
    '.github/perfcrew.yml':
      'version: 1\npreference: full\ntargets:\n  commands:\n    - name: work\n      run: node work.js\n      runs: 5\nbudget:\n  minutes: 1\n',
    'package.json': '{ "name": "tiny", "private": true, "type": "module" }\n',
    'lib/missing.js': missing('new Set(stock.map((item) => item.name))', 'has'),
    'work.js': `import { missing } from './lib/missing.js';

const wanted = Array.from({ length: 20000 }, (_, index) => \`name \${index * 2}\`);
const stock = Array.from({ length: 20000 }, (_, index) => ({ name: \`name \${index * 3 + 1}\` }));
console.log(missing(wanted, stock).length);
`,
  });
  await runGit(directory, ['branch', 'good']);
  await runGit(directory, ['checkout', '--quiet', '-b', 'slow']);
  await commit(directory, 'slow', {
    'lib/missing.js': missing('stock.map((item) => item.name)', 'includes'),
  });
  await runGit(directory, ['checkout', '--quiet', 'main']);
}

async function commit(
  directory: string,
  branch: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  if (branch === 'main') await runGit(directory, ['init', '--quiet', '--initial-branch=main']);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  await runGit(directory, ['add', '--all']);
  await runGit(directory, ['commit', '--quiet', '-m', `The ${branch} way`], { environment: DATES });
}
