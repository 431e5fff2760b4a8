// A run of fourteen small tasks that build on each other, for tests that kill it: `node diamond-run.ts FOLDER` prints each finished task.
import { keptFiles } from '../../../src/io/files/kept-files.ts';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { systemProcesses } from '../../../src/io/processes/system-processes.ts';
import type { Outside } from '../../../src/runtime/store/outside.ts';
import { openTaskStore, type TaskStore } from '../../../src/runtime/store/task-store.ts';
import type { PlannedTask } from '../../../src/runtime/store/task-manifest.ts';

const WIDTH = 12;

export const DIAMOND: readonly PlannedTask[] = [
  { id: 'top', agent: 'one', needs: [] },
  ...Array.from({ length: WIDTH }, (_, index) => ({
    id: `side-${index}`,
    agent: 'two',
    needs: index < 4 ? ['top'] : [`side-${index - 4}`],
  })),
  { id: 'bottom', agent: 'three', needs: Array.from({ length: WIDTH }, (_, index) => `side-${index}`) },
];

export function realOutside(): Outside & AsyncDisposable {
  const files = openFiles();
  return {
    files: { ...files, ...keptFiles() },
    processes: systemProcesses(),
    clock: systemClock(),
    [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
  };
}

/** Runs what is still to do, four at once, and returns what it did. */
export async function runDiamond(
  store: TaskStore,
  onDone: (task: string) => void,
): Promise<readonly string[]> {
  const ran: string[] = [];
  const isDone = (id: string) => store.entries().some((entry) => entry.id === id && entry.state === 'done');
  for (;;) {
    const ready = store
      .entries()
      .filter(({ state, needs }) => state === 'waiting' && needs.every(isDone))
      .slice(0, 4);
    if (ready.length === 0) return ran;
    await Promise.all(
      ready.map(async ({ id, needs }) => {
        await store.begin(id);
        const inputs = await Promise.all(needs.map(async (need) => (await store.read(need))?.output ?? null));
        await store.finish(id, {
          output: { id, inputs, padding: id.repeat(2000) },
          artifacts: [],
          context: `What ${id} found.`,
          decisions: [{ decision: `kept ${id}`, reason: 'it was needed' }],
        });
        ran.push(id);
        onDone(id);
      }),
    );
  }
}

if (import.meta.main) {
  await using outside = realOutside();
  const [, , directory = ''] = process.argv;
  await using store = await openTaskStore({ directory, run: 'diamond', tasks: DIAMOND }, outside);
  process.stdout.write('open\n');
  await runDiamond(store, (task) => process.stdout.write(`${task}\n`));
  process.stdout.write('end\n');
}
