// The first quarter of an hour: `init` in a repository that never heard of perfcrew, its files committed as they are, then a
// review of a branch, without editing anything.
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitRepository, type GitRepository, type Tree } from '../kit/git-repository.ts';
import { installedPerfcrew, type Ended, type InstalledPerfcrew } from './installed-perfcrew.ts';

let perfcrew: InstalledPerfcrew;
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  perfcrew = stack.use(await installedPerfcrew());
  const home = dirname(dirname(perfcrew.program));
  await cp(join(import.meta.dirname, '../../workflows-examples'), join(home, 'workflows-examples'), {
    recursive: true,
  });
});
afterAll(() => stack.disposeAsync());

/** The repository after `perfcrew init` and a commit on main, with a branch `feature` that changes it. */
async function newUser(tree: Tree, change: Tree): Promise<{ repository: GitRepository; init: Ended }> {
  const repository = stack.use(await gitRepository(tree));
  const init = await perfcrew.run(['init'], { directory: repository.directory });
  await repository.commit({}, 'Add perfcrew');
  repository.branch('feature');
  await repository.commit(change);
  repository.git('switch', '--quiet', 'main');
  return { repository, init };
}

const REVIEW = ['review', '--base', 'main', '--head', 'feature'] as const;
const QUICKLY = ['--level', 'standard', '--minutes', '0.1'] as const;

const api = (work: string): string => `import http from 'node:http';
if (!process.env.API_KEY) throw new Error('API_KEY is not set');
http.createServer((request, response) => {
  if (request.url === '/') { response.writeHead(302, { location: '/orders' }); return response.end(); }
  if (request.url === '/orders') { ${work}; return response.end('[]'); }
  response.writeHead(404).end();
}).listen(process.env.PORT ?? 3000);
`;
const API: Tree = {
  'package.json': JSON.stringify({
    type: 'module',
    scripts: { start: 'node server.js', test: 'node --test' },
  }),
  'server.js': api('response.statusCode = 200'),
  'server.test.js': "import test from 'node:test'; test('fine', () => {});\n",
};
const BURN = 'for (const end = performance.now() + 8; performance.now() < end;) continue';

describe('a small API', () => {
  test('is measured as init configured it, and a slow handler fails the review', async () => {
    const { repository, init } = await newUser(API, { 'server.js': api(BURN) });
    const { directory } = repository;
    expect(init).toMatchObject({ exitCode: 0, stderr: '' });
    expect(init.stdout).toContain('The app does not start without API_KEY (server.js:2)');
    expect(repository.git('show', 'main:.github/perfcrew.yml')).toContain('    - path: /orders');

    const doctor = await perfcrew.run(['doctor', '--json'], { directory });
    expect(JSON.parse(doctor.stdout)).toContainEqual({
      check: 'configuration',
      status: 'ok',
      message: '.github/perfcrew.yml is right (1 target)',
      mend: null,
    });

    const review = await perfcrew.run([...REVIEW, ...QUICKLY], { directory });
    expect(review.stdout).toMatch(/^FAIL {2}GET \/orders: /);
    expect(review.stdout).toMatch(/^worse +GET \/orders +Latency p50 /m);
    expect(review.stdout).toContain('server.js:5');
    expect(review.stdout).toContain('Report: .perfcrew/report.html');
    expect(review.exitCode).toBe(1);
    expect(repository.git('status', '--porcelain')).toBe('');
  });
});

describe('a folder of pages', () => {
  test('is served by perfcrew, and a heavier page fails the review', async () => {
    const page = (body: string): string =>
      `<!doctype html><html lang="en"><title>Fair</title><h1>Fair</h1>${body}</html>`;
    const { repository, init } = await newUser(
      { 'public/index.html': page('<p>Soon.</p>') },
      {
        'public/index.html': page('<p>Soon.</p><script src="/all.js"></script>'),
        'public/all.js': `globalThis.fair = ${JSON.stringify('fair '.repeat(60_000))};\n`,
      },
    );
    expect(init.stdout).toContain('public/index.html, a static site that perfcrew serves');
    const review = await perfcrew.run([...REVIEW, ...QUICKLY], { directory: repository.directory });
    expect(review.exitCode).toBe(1);
    expect(review.stdout).toMatch(/^FAIL {2}.*\/all\.js/);
    expect(review.stdout).toMatch(/Page bytes/);
  });
});

test('a step in a subfolder finds what a step elsewhere left', async () => {
  const repository = stack.use(await gitRepository({ 'src/a.js': '1\n' }));
  await repository.commit({ 'src/a.js': '2\n' });
  const assess = await perfcrew.run(['assess'], { directory: join(repository.directory, 'src') });
  expect(assess.exitCode).toBe(0);
  expect((await perfcrew.run(['plan'], { directory: repository.directory })).exitCode).toBe(0);
  expect(repository.git('status', '--porcelain', '--ignored')).toBe('!! .perfcrew/');
});

describe('a configuration that is not (yet) the base’s', () => {
  test('none at all: told, with the mend, and no failure', async () => {
    const repository = stack.use(await gitRepository({ 'a.js': '1\n' }));
    await repository.commit({ 'a.js': '2\n' });
    const review = await perfcrew.run(['review'], { directory: repository.directory });
    expect(review.exitCode).toBe(0);
    expect(review.stderr).toContain('The base commit has no .github/perfcrew.yml');
    expect(review.stderr).toContain('Run `perfcrew init` and merge what it writes.');
  });

  test('one in the working tree alone is used; one that differs from base’s is not, and both are said', async () => {
    const config = (word: string) => ({ '.github/perfcrew.yml': `checks: { build: node -e '"${word}"' }\n` });
    const repository = stack.use(await gitRepository({ 'a.js': '1\n' }));
    const { directory } = repository;
    await repository.commit({ 'a.js': '2\n' });
    await repository.write(config('mine'));
    const first = await perfcrew.run(['plan'], { directory });
    expect(first.stderr).toContain('not in the base commit yet: using the one in the working tree.');

    await repository.commit({});
    await repository.commit({ 'a.js': '3\n' });
    expect((await perfcrew.run(['plan'], { directory })).stderr).not.toContain('working tree');
    await repository.write(config('other'));
    const second = await perfcrew.run(['plan'], { directory });
    expect(second.stderr).toContain('the one in the working tree differs');
    expect(second.stderr).toContain('--config .github/perfcrew.yml');
  });
});
