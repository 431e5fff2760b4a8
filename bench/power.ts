// How small a slowdown is found in how many seconds, by perfcrew and by the rules of other tools. `record` takes raw samples of
// planted effects (long; goes on where it ended), `replay` tries the rules on them (seconds); without a word both are done.
// `node bench/power.ts record --restarts 40 --blocks 20 --block-seconds 30`, then `node bench/power.ts replay --trials 400`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { BENCH_OPTIONS, minutesWords, positive } from './kit/bench-options.ts';
import { environmentOf, mergeEnvironments, resultFile, sameMachine } from './kit/result-file.ts';
import { runReview } from './kit/run-review.ts';
import { PEERS } from './power/peers.ts';
import { openPlanted, plantedConfig, ROUTES } from './power/plant.ts';
import { KINDS, type Kind, PERCENTS, type Pool, poolSchema } from './power/pool.ts';
import { recordBlock } from './power/record-block.ts';
import { restartsOf } from './power/record-restarts.ts';
import { renderPower } from './power/render.ts';
import { replayKind } from './power/replay.ts';
import { OWN, OWN_WITHOUT_FLOOR, powerSchema } from './power/result.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...BENCH_OPTIONS,
    kinds: { type: 'string', default: KINDS.join(',') },
    effects: { type: 'string', default: PERCENTS.join(',') },
    restarts: { type: 'string', default: '40' },
    blocks: { type: 'string', default: '20' },
    'block-seconds': { type: 'string', default: '30' },
    trials: { type: 'string', default: '400' },
  },
});
const [step] = positionals;
if (step !== undefined && step !== 'record' && step !== 'replay') {
  throw new Error(`${step} is not a step of this bench: say record, replay or nothing for both.`);
}
const wanted = KINDS.filter((kind) => values.kinds.split(',').includes(kind)).flatMap((kind) =>
  PERCENTS.filter((percent) => values.effects.split(',').includes(`${percent}`)).map((percent) => ({
    kind,
    percent,
  })),
);
const command = `node bench/power.ts --restarts ${values.restarts} --blocks ${values.blocks} --block-seconds ${values['block-seconds']} --trials ${values.trials}`;

if (step !== 'replay') for (const { kind, percent } of wanted) await record(kind, percent);
if (step !== 'record') replay();

function poolFile(kind: Kind, percent: number): ReturnType<typeof resultFile<typeof poolSchema>> {
  return resultFile(`power-pools/${kind}-${percent}`, poolSchema, values.results);
}

/** Restarts and blocks are taken in turns, so that a quiet or busy hour of the machine meets both. */
async function record(kind: Kind, percent: number): Promise<void> {
  const file = poolFile(kind, percent);
  let pool: Pool = (values.resume ? file.read() : null) ?? {
    command,
    finishedAt: new Date().toISOString(),
    environment: null,
    kind,
    percent,
    restarts: [],
    blocks: [],
  };
  const [restarts, blocks] = [positive('restarts', values.restarts), positive('blocks', values.blocks)];
  await using repository = await openPlanted(kind, percent);
  const head = await repository.checkOut('head');
  const config = join(repository.directory, '.git', 'power.yml');
  await writeFile(config, stringify(plantedConfig(kind)));
  while (pool.restarts.length < restarts || pool.blocks.length < blocks) {
    if (pool.blocks.length < blocks) {
      const job = { path: ROUTES[kind], seconds: positive('block-seconds', values['block-seconds']) };
      const base = await recordBlock({ ...job, directory: repository.directory });
      pool = {
        ...pool,
        blocks: [...pool.blocks, { base, head: await recordBlock({ ...job, directory: head }) }],
      };
    }
    if (pool.restarts.length < restarts) {
      const seed = positive('seed', values.seed) + pool.restarts.length;
      const words = ['--level', 'standard', '--config', config, '--seed', `${seed}`];
      const { report } = await runReview(repository.directory, {
        base: 'main',
        head: 'head',
        words: [...words, ...minutesWords(values.minutes)],
      });
      const taken = restartsOf(report);
      if (taken.length === 0)
        throw new Error('The review brought no rounds with a second base; nothing to draw from.');
      sameMachine(pool.environment, environmentOf(report), file.path);
      const environment = mergeEnvironments(pool.environment, environmentOf(report));
      pool = { ...pool, environment, finishedAt: report.finishedAt, restarts: [...pool.restarts, ...taken] };
    }
    file.write(pool);
    console.error(
      `${kind} +${percent} %: ${pool.restarts.length} restarts, ${pool.blocks.length} pairs of blocks`,
    );
  }
}

function replay(): void {
  const pools = wanted.flatMap(({ kind, percent }) => poolFile(kind, percent).read() ?? []);
  const options = { trials: positive('trials', values.trials), seed: positive('seed', values.seed) };
  const result = {
    command,
    finishedAt:
      pools
        .map(({ finishedAt }) => finishedAt)
        .toSorted()
        .at(-1) ?? new Date().toISOString(),
    environment: pools.map(({ environment }) => environment).reduce(mergeEnvironments, null),
    pools: pools.map(({ kind, percent, restarts, blocks }) => ({
      kind,
      percent,
      restarts: restarts.length,
      blocks: blocks.length,
    })),
    rules: [
      { name: OWN, source: 'src/measure/sequence.ts and src/compare/', design: 'interleaved' },
      {
        name: OWN_WITHOUT_FLOOR,
        source: 'the same, told to find changes of any size (docs/configuration.md)',
        design: 'interleaved',
      },
      ...PEERS.map(({ name, source, design }) => ({ name, source, design })),
    ],
    cells: KINDS.flatMap((kind) => replayKind(pools, kind, options)),
  };
  resultFile('power', powerSchema, values.results).write(result);
  console.log(renderPower(result));
}
