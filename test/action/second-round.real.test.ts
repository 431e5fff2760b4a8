// The jobs of the think zone in both rounds, against a third party's mock of the model: only the run's folder goes from one to the next.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { optimizeCommand } from '../../src/action/commands/optimize.ts';
import { readInputs } from '../../src/action/inputs.ts';
import { readJob } from '../../src/action/job.ts';
import { openOutside } from '../../src/action/outside.ts';
import { openSession } from '../../src/action/session.ts';
import { keptFiles } from '../../src/io/files/kept-files.ts';
import { openFiles } from '../../src/io/files/open-files.ts';
import { writeWorkshop } from '../../src/run/zones/gather.ts';
import { writeProofs } from '../../src/run/zones/proof-files.ts';
import { readThoughts } from '../../src/run/zones/proposals-of.ts';
import { toDocument } from '../../src/run/zones/workshop-document.ts';
import { scene } from '../crew/agents/scene.ts';
import { shopStudy } from '../crew/agents/shop-study.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { KEY, mockedApi } from '../io/anthropic/mocked-api.ts';
import { proofOf } from '../run/zones/staged-round.ts';

const nothing = { bottlenecks: [], proposals: [], remarks: [], doubts: [], escalate: null };
const NOTHING_NEW = { text: JSON.stringify(nothing), usage: { input: 1000, output: 1000 } };
const to = (role: string) => ({ to: `Your role: ${role}`, ...NOTHING_NEW });

test('the second round asks those whom the proofs concern, keeps all patches, and spends from the same money', async () => {
  await using stack = new AsyncDisposableStack();
  const workspace = await mkdtemp(join(tmpdir(), 'perfcrew-test-rounds-'));
  stack.defer(() => rm(workspace, { recursive: true, force: true }));
  const api = stack.use(
    await mockedApi([
      to('Performance profiler'),
      to('Cache architect'),
      ...scene('normal').map((turn) => ({ ...turn, to: 'Your role: Code optimizer' })),
      to('Bottleneck analyst'),
      to('Code optimizer'),
      to('Bottleneck analyst'),
    ]),
  );
  const files = { ...stack.use(openFiles()), ...keptFiles() };
  const directory = join(workspace, '.perfcrew');
  const { workshop } = shopStudy();
  const { head } = workshop.review.pullRequest;
  const document = toDocument(workshop, { finishedAt: '2026-11-21T00:00:00.000Z', crews: [] });
  await writeWorkshop(directory, document, files);
  await writeFile(join(workspace, 'event.json'), '{}');

  /** As on a machine of its own that was handed the folder. */
  const round = async (number: string) => {
    const environment = { ANTHROPIC_API_KEY: KEY, PERFCREW_MODEL_BASE_URL: api.url };
    await using outside = openOutside({
      directory: workspace,
      environment,
      cacheDirectory: join(workspace, 'cache'),
      programsDirectory: join(import.meta.dirname, '../../src'),
      version: '0',
      log: fakeLog(),
      signal: new AbortController().signal,
    });
    const given: Readonly<Record<string, string>> = { command: 'optimize', round: number };
    const { outputs } = await optimizeCommand(
      openSession({
        inputs: readInputs((name) => given[name] ?? ''),
        job: readJob({
          GITHUB_REPOSITORY: 'alice/shop',
          GITHUB_EVENT_PATH: join(workspace, 'event.json'),
          GITHUB_WORKSPACE: workspace,
        }),
        outside,
        version: '0',
      }),
    );
    return { outputs, thoughts: await readThoughts(directory, head.sha, files) };
  };

  const first = await round('1');
  expect(first.outputs).toMatchObject({ model: 'true', proposals: `${first.thoughts.proposals.length}` });
  const refused = first.thoughts.proposals.find(({ author }) => author.kind === 'model');
  if (refused === undefined) throw new Error('The model wrote no patch.');
  await writeProofs(directory, [proofOf(refused, 'not-faster', head.sha)], files);

  const asked = api.requests().length;
  const second = await round('2');
  const prompts = api
    .requests()
    .slice(asked)
    .map(({ body }) => JSON.stringify(body));
  expect(prompts).toHaveLength(2);
  expect(prompts[0]).toContain('Your role: Code optimizer');
  expect(prompts[0]).toContain('Read feedback: what became of earlier proposals.');
  // The optimizer left its patch out this time, and it is kept with its proof.
  expect(second.outputs).toMatchObject({ model: 'true', proposals: '0' });
  const patchesOf = ({ thoughts }: typeof first) => thoughts.proposals.map(({ patch }) => patch).toSorted();
  expect(patchesOf(second)).toEqual(patchesOf(first));
  expect(second.thoughts.round).toBe(2);
  expect(second.thoughts.costUsd).toBeGreaterThan(first.thoughts.costUsd ?? Infinity);
});
