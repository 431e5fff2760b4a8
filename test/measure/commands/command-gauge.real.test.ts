// Commands timed on base and head, on real checkouts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gate, measureProject, measured, notMeasured } from '../measure/measure-project.ts';
import { openProject } from '../stage/project.ts';

const commands = [{ name: 'bench', run: 'sh bench.sh', runs: 4 }];
const planned = [gate('command', { targets: ['bench'] })];

test('pairs of fresh runs after one warm-up each, in an order that the seed decides', async () => {
  await using project = await openProject({ base: { 'a.txt': '' }, config: { targets: { commands } } });
  const journal = join(project.scratch, 'journal');
  const script = (side: string) => ({ 'bench.sh': `echo ${side} >> ${journal}\n` });
  await using again = await openProject({
    base: script('base'),
    head: script('head'),
    config: { targets: { commands } },
  });
  const [measurement] = await measureProject(again, planned);
  const { series, observations } = measured(measurement);
  expect(observations).toEqual([]);
  expect(series).toHaveLength(1);
  expect(series[0]).toMatchObject({ metric: 'duration-ms' });
  expect(series[0]?.rounds.map(({ restart }) => restart)).toEqual([0, 1, 2, 3]);
  for (const { base, head } of series[0]?.rounds ?? []) {
    expect(base).toBeGreaterThan(0);
    expect(head).toBeGreaterThan(0);
  }
  const order = readFileSync(journal, 'utf8').trim().split('\n');
  expect(order.slice(0, 2)).toEqual(['base', 'head']);
  const pairs = [0, 1, 2, 3].map((pair) => order.slice(2 + 2 * pair, 4 + 2 * pair));
  expect(pairs.map((pair) => pair.toSorted())).toEqual(pairs.map(() => ['base', 'head']));
  expect(pairs.filter(([first]) => first === 'base')).toHaveLength(2);
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
