// The tools of a user's own crew: what its files name answers from the commit, and nothing else answers at all.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SceneTurn } from '../fakes/scripted-model.ts';
import { KEY, mockedApi, type MockedApi } from '../io/anthropic/mocked-api.ts';
import { gitRepository, type Tree } from '../kit/git-repository.ts';
import { perfcrew } from './perfcrew-here.ts';

const answer = (documents: object): SceneTurn => ({ text: JSON.stringify({ documents, escalate: null }) });

const agent = (name: string, front: string): string =>
  `---\nname: ${name}\nrole: Reader\ngoal: Say what is slow.\n${front}\n---\nRead it.\n`;

const FOLDER = '.github/perfcrew/crew/house';
const CREW: Tree = {
  [`${FOLDER}/crew.md`]: '---\nname: house\npurpose: Look after the house.\n---\n',
  [`${FOLDER}/reader.md`]: agent('reader', 'tools: [lint, read-file]\nwrites: [notes]'),
  [`${FOLDER}/writer.md`]: agent('writer', 'reads: [notes]\nwrites: [memo]'),
};
const SLOW = [
  "const fs = require('node:fs');",
  "app.get('/prices', (request, response) => {",
  "  response.json(JSON.parse(fs.readFileSync('prices.json', 'utf8')));",
  '});',
  '',
].join('\n');
const SECRET = 'only-on-this-machine-4711';

const bodySchema = z.object({
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
});
type Body = z.infer<typeof bodySchema>;

const bodiesOf = (api: MockedApi): readonly Body[] =>
  api.requests().map(({ body }) => bodySchema.parse(body));
const toolsOf = (body: Body | undefined) => body?.tools.map((tool) => tool.function.name);
/** Of each call of the turn before, in order. */
const resultsOf = (body: Body | undefined): readonly string[] =>
  (body?.messages ?? []).flatMap(({ role, content }) => (role === 'tool' ? [String(content)] : []));
const at = (url: string) => ({ ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: url });

describe('in a repository', () => {
  test('an agent uses the tools its file names on the files of the commit, and no others', async () => {
    await using outside = await plainFolder({ 'secret.js': SECRET });
    await using repository = await gitRepository({
      ...CREW,
      'lib/prices.js': SLOW,
      'lib/astray.js': { symlink: join(outside.directory, 'secret.js') },
    });
    const { directory } = repository;
    // Not committed, so not of the commit.
    await repository.write({ 'lib/draft.js': SECRET });
    const calls = [
      ['lint', { path: 'lib/prices.js' }],
      ['read-file', { path: 'lib/prices.js', from: 2, to: 3 }],
      ['search-source', { find: 'readFileSync' }],
      ['read-file', { path: relative(directory, join(outside.directory, 'secret.js')) }],
      ['read-file', { path: join(outside.directory, 'secret.js') }],
      ['read-file', { path: 'lib/astray.js' }],
      ['read-file', { path: 'lib/draft.js' }],
      ['read-file', { path: '/etc/passwd' }],
    ] as const;
    await using api = await mockedApi([
      { calls: calls.map(([name, input], index) => ({ id: `call-${index}`, name, input })) },
      answer({ notes: { markdown: 'Prices are read in each request.' } }),
      answer({ memo: { markdown: 'Keep the prices.' } }),
    ]);
    const { exitCode, stdout, stderr } = await perfcrew(directory, ['crew', 'house'], at(api.url));
    expect(`${exitCode} ${stdout}`).toContain('0   reader: done\n  writer: done\n');

    const [asked, told, next] = bodiesOf(api);
    expect(toolsOf(asked)).toEqual(['read-document', 'lint', 'read-file']);
    expect(toolsOf(next)).toEqual(['read-document']);
    const results = resultsOf(told);
    expect(results[0]).toMatch(/lib\/prices\.js:3-3 \S*sync\S* /);
    expect(results[1]).toContain("3:   response.json(JSON.parse(fs.readFileSync('prices.json', 'utf8')));");
    expect(results[1]).not.toContain('1: const fs');
    expect(results[2]).toContain('There is no such tool. The tools are: read-document, lint, read-file.');
    for (const refused of results.slice(3)) expect(refused).toContain('is not among the files of head');
    expect(results).toHaveLength(calls.length);
    expect(JSON.stringify(told)).not.toContain(SECRET);

    const left = await filesBelow(join(directory, '.perfcrew'));
    expect(left.join('\n')).toContain('Keep the prices.');
    expect([...left, stdout, stderr].filter((text) => text.includes(KEY) || text.includes(SECRET))).toEqual(
      [],
    );
  });

  test('what was said of one commit is not taken for an answer about the next', async () => {
    await using repository = await gitRepository({ ...CREW, 'lib/prices.js': SLOW });
    const turns = [
      answer({ notes: { markdown: 'first' } }),
      answer({ memo: { markdown: 'first' } }),
      answer({ notes: { markdown: 'second' } }),
      answer({ memo: { markdown: 'second' } }),
    ];
    await using api = await mockedApi(turns);
    const run = () => perfcrew(repository.directory, ['crew', 'house'], at(api.url));
    await run();
    await run();
    expect(api.requests()).toHaveLength(2);
    await repository.commit({ 'lib/prices.js': `${SLOW}// more\n` });
    await run();
    expect(api.requests()).toHaveLength(4);
    const memo = join(repository.directory, '.perfcrew/crew/house/memo.md');
    expect(await readFile(memo, 'utf8')).toBe('second');
  });

  test('a tool that only a review feeds says so before it is used', async () => {
    await using repository = await gitRepository({
      ...CREW,
      [`${FOLDER}/reader.md`]: agent('reader', 'tools: [hot-paths]\nwrites: [notes]'),
    });
    const { exitCode, stderr } = await perfcrew(repository.directory, ['crew', 'house', '--verbose']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /There is no review of this change in .*: hot-paths can tell nothing\. Run `perfcrew review` first\./,
    );
  });
});

describe('in a folder without git', () => {
  test('tools that look at code are refused by name, before anything is spent', async () => {
    await using folder = await plainFolder({ ...CREW, 'lib/prices.js': SLOW });
    await using api = await mockedApi([]);
    const { exitCode, stderr } = await perfcrew(folder.directory, ['crew', 'house'], at(api.url));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is no git repository: reader: lint, read-file.');
    expect(stderr).toContain('take them out of `tools` in the files of these agents');
    expect(api.requests()).toEqual([]);
  });

  test('a crew that reads only what it is given works', async () => {
    await using folder = await plainFolder({
      ...CREW,
      [`${FOLDER}/reader.md`]: agent('reader', 'tools: [read-document]\nwrites: [notes]'),
    });
    await using api = await mockedApi([
      answer({ notes: { markdown: 'Nothing.' } }),
      answer({ memo: { markdown: 'Nothing.' } }),
    ]);
    const { exitCode, stdout } = await perfcrew(folder.directory, ['crew', 'house'], at(api.url));
    expect(`${exitCode} ${stdout}`).toContain('0   reader: done\n  writer: done\n');
  });
});

async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
}

async function plainFolder(tree: Readonly<Record<string, unknown>>) {
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-test-plain-'));
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), String(text));
  }
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}
