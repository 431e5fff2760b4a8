// Makes the shop a git repository: `good` (= `main`) is the shop as it is, `slow` is a pull request that hurts in four ways.
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const GOOD = fileURLToPath(new URL('good', import.meta.url));
const SLOW = fileURLToPath(new URL('slow', import.meta.url));

const SLOW_COMMITS = [
  {
    message: 'List the items of an order in the order they were added',
    paths: ['lib/orders.js'],
  },
  {
    message: 'Index orders for the status board\n\nReplaces the customer index, which the foreign key covers.',
    paths: ['db/migrations/003_order_status_index.sql'],
  },
  {
    message: 'Recommend from the live catalogue\n\nEdited products kept their old words until the next restart.',
    paths: ['lib/recommendations.js', 'lib/similarity.js'],
  },
  {
    message: 'Search towns on the front page\n\nThe search works offline, so there is no new route to run.',
    paths: ['public/index.html', 'public/app.js', 'public/vendor/place-search.js'],
  },
] as const;

/** Fills an empty (or missing) folder; commits have the same ids on every machine. */
export async function makeShop(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0) throw new Error(`${directory} is not empty; name an empty folder.`);
  const git = gitIn(directory);

  await git(['init', '--quiet', '--initial-branch=main']);
  await cp(GOOD, directory, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
  await git(['add', '--all']);
  await git(['commit', '--quiet', '-m', 'A small shop: orders, recommendations and one page']);
  await git(['branch', 'good']);

  await git(['checkout', '--quiet', '-b', 'slow']);
  for (const [index, { message, paths }] of SLOW_COMMITS.entries()) {
    for (const path of paths) await cp(join(SLOW, path), join(directory, path));
    await git(['add', '--', ...paths]);
    await git(['commit', '--quiet', '-m', message], index + 1);
  }
  await git(['checkout', '--quiet', 'main']);
}

/** `day` counts from the first commit and dates what is committed. */
type Git = (words: readonly string[], day?: number) => Promise<void>;

function gitIn(directory: string): Git {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const settings = ['core.autocrlf=false', 'core.hooksPath=/dev/null', 'commit.gpgSign=false', 'gc.auto=0'];
  return async (words, day = 0) => {
    await promisify(execFile)('git', [...settings.flatMap((setting) => ['-c', setting]), ...words], {
      cwd: directory,
      env: { ...environment, ...authorship(day) },
    });
  };
}

function authorship(day: number): Record<string, string> {
  const date = new Date(Date.UTC(2025, 2, 3 + day, 9)).toISOString();
  const person = { NAME: 'Shop developer', EMAIL: 'dev@shop.example', DATE: date };
  return Object.fromEntries(
    Object.entries(person).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const directory = process.argv[2];
  if (directory === undefined) {
    console.error('usage: node examples/shop/make-repository.ts FOLDER');
    process.exitCode = 2;
  } else {
    await makeShop(resolve(directory));
    console.log(`branches main, good and slow are in ${resolve(directory)}`);
  }
}
