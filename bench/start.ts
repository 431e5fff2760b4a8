// How long the built Action takes to plan a small pull request, from its start to its end; fails from 400 ms on.
import { builtAction, spawnNode } from '../test/action/built-action.ts';
import { tinyChange } from '../test/action/tiny-repository.ts';

const LIMIT_MS = 400;
const WARM_UPS = 2;
const SPAWNS = 15;

await using action = await builtAction();
await using change = await tinyChange();

const plan = await medianMs(async () => {
  const { repository, event } = change;
  const step = await action.run({ workspace: repository.directory, event, inputs: { command: 'plan' } });
  if (step.exitCode !== 0) throw new Error(step.log);
  return step.durationMs;
});
const bare = await medianMs(
  async () => (await spawnNode(['-e', '0'], { directory: action.directory, environment: {} })).durationMs,
);

console.log(`| median of ${SPAWNS} spawns, wall | ms |\n|---|---:|`);
console.log(`| \`node dist/action.js\`, command \`plan\` | ${plan.toFixed(0)} |`);
console.log(`| \`node -e 0\` | ${bare.toFixed(0)} |`);
if (plan >= LIMIT_MS) {
  console.error(`Not below ${LIMIT_MS} ms.`);
  process.exitCode = 1;
}

async function medianMs(spawn: () => Promise<number>): Promise<number> {
  const samples: number[] = [];
  for (let at = -WARM_UPS; at < SPAWNS; at += 1) {
    const durationMs = await spawn();
    if (at >= 0) samples.push(durationMs);
  }
  return samples.toSorted((one, other) => one - other)[Math.floor(SPAWNS / 2)] ?? 0;
}
