// One writer: never two at once, a dead owner's lock is taken over, a living one's is refused by name.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { claim, claimOrRefuse, waitForLock } from '../../../src/runtime/store/lock.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';

function machine() {
  const files = fakeKeptFiles();
  const all = fakeProcesses();
  const clock = fakeClock();
  return { files, kill: all.kill, start: (host?: string) => ({ files, clock, processes: all.start(host) }) };
}

test('a living owner is named, with the file to delete', async () => {
  const { start } = machine();
  await using held = await claimOrRefuse('/l', start());
  expect(held).toBeDefined();
  await expect(claimOrRefuse('/l', start())).rejects.toMatchObject({
    code: 'in-use',
    message: 'Process 1 on here is writing there and holds /l/name-000001.json.',
    mend: 'Wait until it ends; where here is gone for good, delete /l/name-000001.json.',
  });
});

test('a dead owner is swept away, one on another host is not', async () => {
  const { start, kill, files } = machine();
  const first = start();
  await claimOrRefuse('/l', first);
  kill(first.processes.pid);
  await using second = await claimOrRefuse('/l', start());
  expect(files.content.size).toBe(1);
  await second[Symbol.asyncDispose]();
  await claimOrRefuse('/l', start('elsewhere'));
  await expect(claimOrRefuse('/l', start())).rejects.toThrow('elsewhere');
});

test('a lock that cannot be read is not swept away', async () => {
  const { start, files } = machine();
  files.content.set('/l/strange.json', '{"pid":');
  await expect(claimOrRefuse('/l', start())).rejects.toThrow('The lock /l/strange.json cannot be read.');
});

test('who waits gets it in the end, or is told', async () => {
  const { start } = machine();
  const held = await claimOrRefuse('/l', start());
  await expect(waitForLock('/l', start(), { mostMs: 100 })).rejects.toMatchObject({ code: 'in-use' });
  await held[Symbol.asyncDispose]();
  await using later = await waitForLock('/l', start(), { mostMs: 100 });
  expect(later).toBeDefined();
});

test('never two at once, whatever the order of their steps and whoever dies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom<'release' | 'die'>('release', 'die'), { minLength: 2, maxLength: 5 }),
      async (scheduler, fates) => {
        const { start, kill, files } = machine();
        const steps = {
          ...files,
          writeText: scheduler.scheduleFunction(files.writeText),
          list: scheduler.scheduleFunction(files.list),
          readText: scheduler.scheduleFunction(files.readText),
          remove: scheduler.scheduleFunction(files.remove),
        };
        const holders = new Set<number>();
        let most = 0;
        const contenders = fates.map(async (fate, index) => {
          const outside = { ...start(), files: steps };
          for (let round = 0; round < 3; round += 1) {
            const result = await claim('/l', outside);
            if (!result.taken) continue;
            holders.add(index);
            most = Math.max(most, holders.size);
            await scheduler.schedule(Promise.resolve());
            holders.delete(index);
            if (fate === 'die') return kill(outside.processes.pid);
            await result.lock[Symbol.asyncDispose]();
          }
        });
        await scheduler.waitFor(Promise.all(contenders));
        expect(most).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 60, seed: 7 },
  );
});
