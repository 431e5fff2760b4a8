// The scheduler beside a phase barrier and beside one agent after the other, on the same forty agents; its memory and its overhead;
// what a hand-off is in tokens, and what an output cache saves. `node bench/runtime.ts`. Agents are waits, so nothing else may keep the processor from waking them.
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { describeMachine } from '../src/io/toolbox/describe-machine.ts';
import { seededRandom } from '../src/stats/random.ts';
import { positive } from './kit/bench-options.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { measureCachedRun } from './runtime/cached-run.ts';
import { ENGINES, timeEngine } from './runtime/engines.ts';
import { measureHandoffs } from './runtime/handoff.ts';
import { measureAtOnce, measureOverhead, SHAPES } from './runtime/load.ts';
import {
  DURATIONS,
  missedRuntime,
  renderRuntime,
  type RuntimeResult,
  runtimeSchema,
} from './runtime/result.ts';
import { criticalPathMs, graph } from './runtime/seven-phases.ts';

const AGENT_MS = 120_000;

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '100' },
    trials: { type: 'string', default: '3' },
    results: { type: 'string', default: RESULTS_DIRECTORY },
    /** Prints the memory of so many agents at once, as the bench asks a process of its own. */
    'at-once': { type: 'string' },
  },
});
if (values['at-once'] === undefined) await bench();
else console.log(JSON.stringify(await measureAtOnce(Number(values['at-once']))));

async function bench(): Promise<void> {
  const scale = positive('scale', values.scale);
  const trials = positive('trials', values.trials);
  const result: RuntimeResult = {
    command: `node bench/runtime.ts --scale ${scale} --trials ${trials}`,
    finishedAt: '',
    environment: null,
    scale,
    runs: [],
    atOnce: [],
    handoffs: await measureHandoffs(),
    cached: await measureCachedRun(AGENT_MS / scale),
    overhead: [],
  };
  for (const tasks of [1_000, 10_000])
    for (const shape of SHAPES)
      result.overhead.push({ shape, tasks, microsecondsPerTask: await measureOverhead(shape, tasks) });
  for (const agents of [200, 1_000]) result.atOnce.push(await atOnce(agents));
  for (const durations of DURATIONS) {
    const durationOf = drawDurations(durations);
    for (const engine of ENGINES) {
      const walls: number[] = [];
      // The sequential engine takes longest and has nothing to vary.
      while (walls.length < (engine === ENGINES[2] ? 1 : trials))
        walls.push(scale * (await timeEngine(engine, (id) => durationOf(id) / scale)));
      const wallMs = walls.toSorted((one, other) => one - other)[Math.floor(walls.length / 2)] ?? NaN;
      const path = criticalPathMs(durationOf);
      result.runs.push({ durations, engine, wallMs, criticalPathMs: path, trials: walls.length });
      console.error(`${durations}, ${engine}: ${(wallMs / path).toFixed(4)} × the critical path`);
    }
  }
  result.finishedAt = new Date().toISOString();
  const machine = await describeMachine(process.env, packageJson.version);
  result.environment = { ...machine, chrome: null, postgres: null };
  resultFile('runtime', runtimeSchema, values.results).write(result);
  console.log(renderRuntime(result));
  const missed = missedRuntime(result);
  if (missed.length === 0) return;
  console.error(`Missed: ${missed.join('; ')}.`);
  process.exitCode = 1;
}

/** Between a half and three and a half minutes, then brought to the same sum. */
function drawDurations(durations: (typeof DURATIONS)[number]): (id: string) => number {
  if (durations === DURATIONS[0]) return () => AGENT_MS;
  const random = seededRandom(40);
  const drawn = new Map(graph.tasks.map(({ id }) => [id, 30_000 + 180_000 * random()]));
  const sum = drawn.values().reduce((total, one) => total + one, 0);
  return (id) => ((drawn.get(id) ?? 0) * AGENT_MS * graph.tasks.length) / sum;
}

async function atOnce(agents: number): Promise<RuntimeResult['atOnce'][number]> {
  const words = ['--expose-gc', import.meta.filename, '--at-once', `${agents}`];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return runtimeSchema.shape.atOnce.element.parse({ ...JSON.parse(stdout), agents });
}
