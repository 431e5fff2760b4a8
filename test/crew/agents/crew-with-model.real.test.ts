// The whole performance crew on the shop with a third party's mock of the model, beside the same crew without one.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeShop } from '../../../examples/shop/make-repository.ts';
import { performCrewAgent } from '../../../src/crew/agents/perform-crew-agent.ts';
import { runCrew, type CrewRun } from '../../../src/crew/roster/run-crew.ts';
import { filesOf } from '../../../src/crew/work/documents.ts';
import { isDocumentName, readDocument } from '../../../src/crew/work/document-schemas.ts';
import type { Model } from '../../../src/ports/model.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';
import type { SceneTurn } from '../../fakes/scripted-model.ts';
import { mockedApi } from '../../io/anthropic/mocked-api.ts';
import { meansOf, performanceCrew } from './play-agent.ts';
import { scene } from './scene.ts';
import { CAUSES, lineOf, shopStudy } from './shop-study.ts';

const nothing = { bottlenecks: [], proposals: [], remarks: [], doubts: [], escalate: null };
const to = (role: string, answer: object): SceneTurn => ({
  to: `Your role: ${role}`,
  text: JSON.stringify({ ...nothing, ...answer }),
});

const TURNS: readonly SceneTurn[] = [
  to('Performance profiler', {
    bottlenecks: [
      {
        kind: 'text-cast',
        title: 'The whole catalogue is read and cast to text for each request',
        path: 'lib/recommendations.js',
        line: 12,
        targets: ['GET /api/recommendations'],
        evidence: 'lib/recommendations.js:12 sends CATALOGUE each time.',
        advice: 'Read it once and again after a change.',
      },
    ],
  }),
  to('Cache architect', {
    remarks: [{ document: 'cache-architecture', markdown: 'Nobody writes products while the shop is open.' }],
  }),
  ...scene('normal').map((turn) => ({ ...turn, to: 'Your role: Code optimizer' })),
  to('Bottleneck analyst', {
    doubts: [{ id: '14e63f466565e2', reason: 'The foreign key covers nothing in Postgres.' }],
  }),
];

async function run(model: Model | null): Promise<CrewRun> {
  const crew = performanceCrew();
  return await runCrew(
    {
      crew,
      given: {
        review: { path: 'report.json' },
        source: { files: 20 },
        feedback: { document: 'feedback', version: 1, outcomes: [] },
      },
      run: 'r1',
      directory: '/w/.tasks',
    },
    {
      files: fakeKeptFiles(),
      clock: fakeClock(),
      processes: fakeProcesses().start(),
      signal: new AbortController().signal,
      perform: performCrewAgent(meansOf(shopStudy(), model, crew)),
    },
  );
}

const filesBy = ({ documents }: CrewRun) =>
  Object.keys(documents)
    .filter(isDocumentName)
    .flatMap((name) => filesOf(name, documents));

test('with a model the crew writes all it writes without, the causes first, and a patch that git takes', async () => {
  const without = await run(null);
  await using api = await mockedApi(TURNS);
  const withModel = await run(api.model);

  expect([...withModel.endings.values()].map(({ status }) => status)).toEqual(Array(4).fill('done'));
  expect(api.requests()).toHaveLength(4);
  const paths = filesBy(withModel).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(filesBy(without).map(({ path }) => path)));

  const bottlenecks = readDocument('bottlenecks', withModel.documents);
  const causes = CAUSES.map(([path, start]) => `${path}:${lineOf(path, start)}`).toSorted();
  expect(
    bottlenecks
      .slice(0, 4)
      .map(({ location }) => `${location?.path}:${location?.line}`)
      .toSorted(),
  ).toEqual(causes);
  expect(bottlenecks.slice(0, 4)).toEqual(readDocument('bottlenecks', without.documents));
  expect(bottlenecks.slice(4)).toMatchObject([
    {
      kind: 'text-cast',
      sources: ['model claude-haiku-5-5'],
      cost: { basis: 'estimated', perRequestMs: null },
    },
  ]);
  expect(withModel.documents['cache-architecture']).toContain(
    'Nobody writes products while the shop is open.',
  );
  expect(withModel.documents['before-after']).toContain('Doubts `14e63f466565e2`');

  const patch = readDocument('proposals', withModel.documents).find(
    ({ author }) => author.kind === 'model',
  )?.patch;
  const directory = await mkdtemp(join(tmpdir(), 'crew-'));
  try {
    await makeShop(directory);
    await writeFile(join(directory, 'model.patch'), patch ?? '');
    const git = (...words: string[]) => promisify(execFile)('git', words, { cwd: directory });
    await git('checkout', '--quiet', 'slow');
    await git('apply', 'model.patch');
    expect((await git('diff', '--stat')).stdout).toContain(
      '2 files changed, 4 insertions(+), 4 deletions(-)',
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
