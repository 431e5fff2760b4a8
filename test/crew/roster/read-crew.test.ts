// What a person is told of a crew that cannot be, and what the shipped ones are.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isProblem } from '../../../src/core/problem.ts';
import { TOOL_NAMES } from '../../../src/crew/roster/agent-definition.ts';
import { crewGraph } from '../../../src/crew/roster/crew-graph.ts';
import { openCrewLibrary, readCrewFiles, readOwnCrewFiles } from '../../../src/crew/roster/crew-library.ts';
import { interactionMatrix, renderMatrix } from '../../../src/crew/roster/interaction-matrix.ts';
import { readCrew } from '../../../src/crew/roster/read-crew.ts';
import type { SourceFile } from '../../../src/crew/source-file.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { edited, stewardFiles } from './stewards.ts';

const ROOT = join(import.meta.dirname, '../../..');
const shipped: readonly SourceFile[] = ['performance', 'reviewers'].flatMap((crew) =>
  readdirSync(join(ROOT, 'crews', crew)).map((file) => ({
    path: `crews/${crew}/${file}`,
    text: readFileSync(join(ROOT, 'crews', crew, file), 'utf8'),
  })),
);

function errorOf(files: readonly SourceFile[], library: readonly SourceFile[] = []): string {
  try {
    readCrew(files, library);
  } catch (error) {
    if (isProblem(error)) return error.message.replaceAll('.github/perfcrew/crew/stewardship/', '');
    throw error;
  }
  throw new Error('The crew was accepted.');
}

describe('a crew from files', () => {
  test('is read with its defaults and its instructions', () => {
    const crew = readCrew(stewardFiles());
    expect(crew.agents.map(({ name, kind, tier }) => [name, kind, tier])).toEqual([
      ['coordinator', 'coordinator', 'strong'],
      ['exit-adviser', 'agent', 'fast'],
      ['growth-specialist', 'agent', 'fast'],
      ['owner', 'human', 'deterministic'],
      ['value-manager', 'agent', 'fast'],
    ]);
    expect(crew.instructions).toBe('Figures are in euros.');
    expect(crew.agents[3]?.approval).toEqual({
      asks: 'Shall we go on as the memo proposes?',
      who: ['owner', '@ada'],
      silence: 'wait',
      after_hours: 72,
    });
    expect(crewGraph(crew).tasks[0]).toMatchObject({
      id: 'coordinator',
      reads: ['growth-levers', 'exit-memo'],
    });
  });

  test('tells every error at once, with file, line and mend', () => {
    const files = stewardFiles({
      ...edited('growth-specialist', 'tier: fast', 'teir: fast'),
      ...edited('exit-adviser', 'tier: fast', 'tier: quick\ntools: [reed-file]'),
      ...edited('value-manager', 'goal: Turn', 'goal: [Turn'),
      ...edited('crew', 'growth-specialist, exit-adviser', 'growth-specialists, exit-adviser'),
      ...edited('owner', 'kind: human', 'kind: human\ntools: [lint]'),
    });
    expect(errorOf(files)).toMatchInlineSnapshot(`
      "The crew has 6 errors:
        crew.md:6:31 phases[0].agents[0]: no agent of this crew is called \`growth-specialists\`. Did you mean \`growth-specialist\`? Rename it.
        exit-adviser.md:8:1 tier: found "quick", expected one of \`deterministic\`, \`fast\`, \`strong\`, \`deepest\`. Write one of them.
        exit-adviser.md:9:9 tools[0]: found "reed-file", expected one of \`lint\`, \`complexity\`, \`call-graph\`, \`hot-paths\`, \`cache-design\`, \`weight\`, \`security-scan\`, \`read-file\`, \`search-source\`, \`list-files\`, \`read-document\`. Write \`read-file\`.
        growth-specialist.md:8:1 teir: unknown key. Did you mean \`tier\`? Rename it.
        owner.md:6:1 tools: a person uses no tools. Delete it.
        value-manager.md:5:1 is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Look at indentation, colons and quotes."
    `);
  });

  test('tells documents, circles and escalation that cannot be', () => {
    expect(errorOf(stewardFiles(edited('coordinator', 'exit-memo]', 'exit-memos]')))).toMatchInlineSnapshot(`
      "The crew has 1 error:
        coordinator.md:6:24 reads[1]: nobody writes or gives \`exit-memos\`. Did you mean \`exit-memo\`? Rename it."
    `);
    expect(errorOf(stewardFiles(edited('growth-specialist', '[portfolio]', '[portfolio, value-plan]'))))
      .toMatchInlineSnapshot(`
      "The crew has 1 error:
        coordinator.md:6:1 reads: agents wait for each other: coordinator → growth-specialist → value-manager → coordinator. Take one step out of it."
    `);
    expect(errorOf(stewardFiles(edited('coordinator', 'tier:', 'escalates_to: exit-adviser\ntier:'))))
      .toMatchInlineSnapshot(`
      "The crew has 1 error:
        coordinator.md:9:1 escalates_to: agents escalate in a circle: coordinator → exit-adviser → coordinator. Take one step out of it."
    `);
    expect(errorOf(stewardFiles(edited('value-manager', '[value-plan]', '[exit-memo]'))))
      .toMatchInlineSnapshot(`
      "The crew has 3 errors:
        coordinator.md:6:1 reads: agents wait for each other: coordinator → value-manager → coordinator. Take one step out of it.
        value-manager.md:6:10 writes[0]: \`exit-memo\` has two writers: exit-adviser and value-manager. Write it under another name.
        value-manager.md:7:10 forms.value-plan: it is not among what the agent writes. Add \`value-plan\` to \`writes\`."
    `);
    expect(errorOf(stewardFiles(edited('owner', 'approval:', 'escalates_to: coordinator\napproval:'))))
      .toMatchInlineSnapshot(`
      "The crew has 1 error:
        owner.md:8:1 escalates_to: no model decides for a person, and coordinator is none. Name another human."
    `);
  });

  test('is refused where files are not what they should be', () => {
    expect(errorOf(stewardFiles({ crew: null }))).toContain('belongs to a crew without `crew.md`');
    expect(errorOf(stewardFiles({ extra: 'Just words.' }))).toContain('extra.md:1:1 has no front matter');
    expect(errorOf(stewardFiles({ extra: '---\na: &a [*a]\n---\n' }))).toContain('extra.md');
    expect(errorOf(stewardFiles({ extra: `---\n${'['.repeat(5000)}\n---\n` }))).toContain('extra.md');
    expect(errorOf(stewardFiles({ extra: `---\nname: x\n---\n${'x'.repeat(70_000)}` }))).toContain(
      'Say it shorter',
    );
    expect(errorOf(stewardFiles(edited('crew', 'name: stewardship', 'name: stewards')))).toContain(
      'crew.md:2:1 name: `stewards` stands in the folder stewardship. Write `stewardship`.',
    );
    expect(errorOf([])).toContain('without `crew.md`');
  });
});

describe('the shipped crews', () => {
  const library = openCrewLibrary(shipped, []);

  test('are two, and each can run', () => {
    expect(library.names).toEqual(['performance', 'reviewers']);
    expect(library.names.map((name) => crewGraph(library.read(name)).given)).toEqual([
      ['review', 'source', 'feedback'],
      ['review', 'source'],
    ]);
  });

  test('the performance crew hands on as promised', () => {
    expect(renderMatrix(interactionMatrix(library.read('performance')))).toMatchInlineSnapshot(`
      "| agent | reads from | writes for | waits for | escalates to |
      |---|---|---|---|---|
      | bottleneck-analyst | (given): review, source<br>performance-profiler: baseline-report, bottlenecks, optimization-targets<br>cache-architect: cache-architecture, cache-configuration, invalidation-rules<br>code-optimizer: complexity-metrics, algorithm-report, proposals | – | – | – |
      | cache-architect | (given): review, source<br>performance-profiler: baseline-report, bottlenecks | bottleneck-analyst: cache-architecture, cache-configuration, invalidation-rules | – | bottleneck-analyst |
      | code-optimizer | (given): review, source, feedback<br>performance-profiler: bottlenecks | bottleneck-analyst: complexity-metrics, algorithm-report, proposals | – | bottleneck-analyst |
      | performance-profiler | (given): review, source | bottleneck-analyst: baseline-report, bottlenecks, optimization-targets<br>cache-architect: baseline-report, bottlenecks<br>code-optimizer: bottlenecks | – | bottleneck-analyst |

      Written for the reader of the run, and read by no agent: before-after, exit-gate, recommendations.
      "
    `);
  });

  test('each reviewer reads the review and the code, and writes findings under its own name', () => {
    for (const { name, reads, writes, forms } of library.read('reviewers').agents)
      expect([reads, writes, forms]).toEqual([
        ['review', 'source'],
        [`review-${name}`],
        { [`review-${name}`]: 'findings' },
      ]);
  });

  test('use every tool there is', () => {
    const used = new Set(
      library.names.flatMap((name) => library.read(name).agents.flatMap(({ tools }) => tools)),
    );
    expect(TOOL_NAMES.filter((name) => !used.has(name))).toEqual(['read-document']);
  });
});

describe("a user's own files", () => {
  const own = (agent: string, text: string): SourceFile => ({
    path: `.github/perfcrew/crew/performance/${agent}.md`,
    text,
  });

  test('replace a shipped agent, or adjust it', () => {
    const adjusted = openCrewLibrary(shipped, [
      own(
        'cache-architect',
        '---\nextends: performance/cache-architect\ntier: deepest\n---\nWe have Redis 8.\n',
      ),
      own(
        'code-optimizer',
        '---\nname: code-optimizer\nrole: Ours\ngoal: Ours\nwrites: [complexity-metrics, algorithm-report, proposals]\n---\nOurs.\n',
      ),
    ]).read('performance');
    const agentOf = (name: string) => adjusted.agents.find((agent) => agent.name === name);
    expect(agentOf('cache-architect')).toMatchObject({ tier: 'deepest', cache: 'architecture' });
    expect(agentOf('cache-architect')?.instructions).toMatch(
      /^The tools have written[\s\S]*\n\nWe have Redis 8\.$/,
    );
    expect(agentOf('code-optimizer')).toMatchObject({ role: 'Ours', reads: [], instructions: 'Ours.' });
  });

  test('are told what they can extend', () => {
    const file = own('cache-architect', '---\nextends: performance/cache-architct\n---\n');
    expect(() => openCrewLibrary(shipped, [file]).read('performance')).toThrow(
      /cache-architect\.md:2:1 extends: there is no shipped agent `performance\/cache-architct`\. Did you mean `performance\/cache-architect`\? Rename it\./,
    );
    expect(() => openCrewLibrary(shipped, []).read('perfomance')).toThrow(
      'There is no crew called perfomance.',
    );
  });

  test('come from a checkout of the base commit, and a link out of it is refused', async () => {
    const files = fakeKeptFiles(
      Object.fromEntries([...stewardFiles(), ...shipped].map(({ path, text }) => [`/base/${path}`, text])),
    );
    const asked: string[] = [];
    const git = {
      root: '/repo',
      resolve: async (ref: string) => ref,
      mergeBase: async (one: string) => one,
      diff: async () => '',
      show: async () => null,
      async worktree(commit: string) {
        asked.push(commit);
        return { directory: '/base', [Symbol.asyncDispose]: async () => {} };
      },
    };
    const found = await readOwnCrewFiles('abc', { git, files });
    expect(openCrewLibrary(shipped, found).names).toEqual(['performance', 'reviewers', 'stewardship']);
    expect(asked).toEqual(['abc']);
    expect(openCrewLibrary(await readCrewFiles('/base', 'crews', files), []).names).toEqual([
      'performance',
      'reviewers',
    ]);
    const astray = { ...files, readBelow: async () => null };
    await expect(readOwnCrewFiles('abc', { git, files: astray })).rejects.toMatchObject({
      code: 'config-unreadable',
    });
  });
});

test('the matrix tells documents that nobody reads, gives or writes', () => {
  const [first] = readCrew(stewardFiles()).agents;
  const matrix = interactionMatrix({
    name: 'odd',
    purpose: 'odd',
    given: ['map'],
    phases: [],
    instructions: '',
    agents: first === undefined ? [] : [first],
  });
  expect(matrix).toMatchObject({
    unread: ['decision-memo'],
    unused: ['map'],
    unwritten: ['growth-levers', 'exit-memo'],
  });
});
