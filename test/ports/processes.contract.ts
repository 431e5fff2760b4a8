// What every Processes promises, the fake one included.
import { expect, test } from 'vitest';
import type { Processes } from '../../src/ports/processes.ts';

export function processesContract(open: () => Processes): void {
  test('knows itself as alive, and always the same', async () => {
    const processes = open();
    const self = await processes.self();
    expect(await processes.self()).toEqual(self);
    expect(await processes.stateOf(self)).toBe('alive');
  });

  test('a process id that was given out again is another process', async () => {
    const processes = open();
    const self = await processes.self();
    expect(await processes.stateOf({ ...self, startedAt: 'long ago' })).toBe('dead');
  });

  test('says nothing of other hosts', async () => {
    const processes = open();
    expect(await processes.stateOf({ ...(await processes.self()), host: 'elsewhere' })).toBe('unknown');
  });

  test('gives names that differ and suit any file system', () => {
    const processes = open();
    const names = Array.from({ length: 50 }, () => processes.uniqueName());
    expect(new Set(names).size).toBe(50);
    expect(names.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([]);
  });
}
