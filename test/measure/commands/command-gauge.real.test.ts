// Commands timed on base and head, on real checkouts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare } from '../../../src/compare/compare.ts';
import { gate, measureProject, measured, notMeasured } from '../measure/measure-project.ts';
import { openProject, type Project } from '../stage/project.ts';

const commands = [{ name: 'bench', run: 'sh bench.sh', runs: 4 }];
const planned = [gate('command', { targets: ['bench'] })];

function journalled(project: Project): {
  readonly script: (side: string, more?: string) => string;
  order(): string[];
} {
  const journal = join(project.scratch, 'journal');
  return {
    script: (side, more = '') => `echo ${side} >> ${journal}\n${more}`,
    order: () => readFileSync(journal, 'utf8').trim().split('\n'),
  };
}

/** A project whose command writes down who ran it. */
async function openBench(more: { readonly base: string; readonly head: string }, runs = 3) {
  const scratch = await openProject({ base: { 'a.txt': '' } });
  const { script, order } = journalled(scratch);
  const project = await openProject({
    base: { 'bench.sh': script('base', more.base) },
    head: { 'bench.sh': script('head', more.head) },
    config: { targets: { commands: [{ name: 'bench', run: 'sh bench.sh', runs }] } },
  });
  return {
    project,
    order,
    async [Symbol.asyncDispose]() {
      await project[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
}

test('after one warm-up each, rounds of base, base again and head, in an order that the seed decides', async () => {
  await using bench = await openBench({ base: '', head: '' });
  const [measurement] = await measureProject(bench.project, planned);
  const { series, observations } = measured(measurement);
  expect(observations).toEqual([]);
  // No Node process ran there.
  expect(measurement?.artifacts).toEqual([]);
  expect(series.map(({ metric }) => metric)).toEqual(['duration-ms']);
  const rounds = series[0]?.rounds ?? [];
  expect(rounds.length).toBeGreaterThanOrEqual(3);
  expect(rounds.map(({ restart }) => restart)).toEqual(rounds.map((_, index) => index));
  for (const { base, control, head } of rounds) {
    for (const durationMs of [base, control, head]) expect(durationMs).toBeGreaterThan(0);
  }
  const order = bench.order();
  expect(order.slice(0, 2)).toEqual(['base', 'head']);
  expect(order).toHaveLength(2 + 3 * rounds.length);
  const perRound = rounds.map((_, round) => order.slice(2 + 3 * round, 5 + 3 * round));
  expect(perRound.map((runs) => runs.toSorted())).toEqual(perRound.map(() => ['base', 'base', 'head']));
  expect(new Set(perRound.map((runs) => runs.indexOf('head'))).size).toBeGreaterThan(1);
});

test('what clearly changed is confirmed by fresh runs, and then it ends', async () => {
  await using bench = await openBench({ base: 'sleep 0.15', head: 'sleep 0.9' }, 3);
  const [measurement] = await measureProject(bench.project, planned);
  const [series] = measured(measurement).series;
  expect(series?.confirmedFrom).toBe(2);
  expect(series?.rounds).toHaveLength(4);
});

/** Writes what `go test -bench` prints; a hundredth of a nanosecond more each time, since no real run repeats to the digit. */
const goBench = (sum: number, more = ''): string => `
count=$(cat ../count 2>/dev/null || echo 0); count=$((count + 1)); echo $count > ../count
printf 'pkg: shop\nBenchmarkSum-2 1000 ${sum}.%02d ns/op 64 B/op 2 allocs/op\n${more}PASS\n' $count > bench.txt
`;

test('results of another tool are compared by name, in place of the duration', async () => {
  await using project = await openProject({
    base: { 'bench.sh': goBench(200, 'BenchmarkOld-2 1000 70.5 ns/op\n') },
    head: { 'bench.sh': goBench(300, 'BenchmarkNew-2 1000 70.5 ns/op\n') },
    config: {
      targets: {
        commands: [{ name: 'bench', run: 'sh bench.sh', runs: 3, results: { file: 'bench.txt' } }],
      },
    },
  });
  const [own, ...results] = await measureProject(project, planned);
  expect(own?.target).toBe('bench');
  expect(measured(own).series).toEqual([]);
  expect(measured(own).observations.map(({ kind, clues }) => [kind, ...clues])).toEqual([
    ['result-gone', expect.stringContaining('BenchmarkOld')],
    ['result-new', expect.stringContaining('BenchmarkNew')],
  ]);
  expect(results.map(({ target }) => target)).toEqual([expect.stringMatching(/^bench: .*BenchmarkSum/)]);
  const { metrics } = compare(results, project.config);
  expect(metrics.map(({ metric, conclusion }) => [metric, conclusion])).toEqual([
    ['result-ms', 'regressed'],
    ['result-bytes', 'equivalent'],
    ['result-count', 'equivalent'],
  ]);
});

test('a result file that head no longer writes is told, as head’s doing', async () => {
  await using project = await openProject({
    base: { 'bench.sh': goBench(200) },
    head: { 'bench.sh': 'true' },
    config: {
      targets: { commands: [{ name: 'bench', run: 'sh bench.sh', results: { file: 'bench.txt' } }] },
    },
  });
  const [measurement] = await measureProject(project, planned);
  expect(notMeasured(measurement)).toMatchObject({
    reason: expect.stringContaining('there is no bench.txt in its folder'),
    causedByHead: true,
  });
});

test('a command that head broke is an error with its log', async () => {
  await using project = await openProject({
    base: { 'bench.sh': 'true' },
    head: { 'bench.sh': 'echo "bench.sh: line 1: no such table"; exit 3' },
    config: { targets: { commands } },
  });
  const [measurement] = await measureProject(project, planned);
  expect(measured(measurement).observations[0]).toMatchObject({
    kind: 'command-failed',
    side: 'head',
    severity: 'error',
    title: '`sh bench.sh` fails on head',
    evidence: { base: null, head: 'bench.sh: line 1: no such table' },
    clues: ['bench.sh'],
  });
});

test('a command that does not come to an end on head is stopped long before any timeout', async () => {
  await using project = await openProject({
    base: { 'bench.sh': 'true' },
    head: { 'bench.sh': 'sleep 600' },
    config: { targets: { commands } },
  });
  const [measurement] = await measureProject(project, planned);
  expect(measured(measurement).observations[0]).toMatchObject({
    kind: 'command-endless',
    side: 'head',
    severity: 'error',
    title: expect.stringMatching(/^`sh bench.sh` takes more than \d+ times as long on head$/),
    detail: expect.stringMatching(/^It was stopped after 10 s on head and took \d+ ms on base/),
  });
});

test('a command that base cannot run is not measured', async () => {
  await using project = await openProject({
    base: { 'bench.sh': 'exit 3' },
    config: { targets: { commands } },
  });
  const [measurement] = await measureProject(project, planned);
  expect(notMeasured(measurement)).toMatchObject({
    reason: expect.stringContaining('`sh bench.sh` ended with exit code 3 on base'),
    causedByHead: false,
  });
});

test('the run that warms head up tells which functions of a Node command take its time', async () => {
  const busy = 'export function busy() { const until = Date.now() + 80; while (Date.now() < until); }\n';
  const files = { 'busy.mjs': busy, 'bench.mjs': "import { busy } from './busy.mjs';\nbusy();\n" };
  const target = { name: 'node bench', run: 'node bench.mjs', runs: 3 };
  await using project = await openProject({
    base: files,
    head: { ...files, 'a.txt': 'changed' },
    config: { targets: { commands: [target] } },
  });
  const [measurement] = await measureProject(project, [gate('command', { targets: ['node bench'] })]);
  const [artifact] = measurement?.artifacts ?? [];
  expect(artifact).toMatchObject({ name: 'CPU profile of head', side: 'head' });
  const text = readFileSync(join(project.scratch, artifact?.path ?? ''), 'utf8');
  expect(text).toContain('"functionName":"busy"');
});
