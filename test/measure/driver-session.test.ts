// A driver that stays: what its answers and its failures become.
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { openDriver } from '../../src/measure/driver-session.ts';
import { fakeShell, type FakeOutcome } from '../fakes/fake-shell.ts';
import { realWorld } from './load/gauge-context.ts';

const answer = z.object({ sum: z.number() });

function session(...outcomes: readonly FakeOutcome[]) {
  const left = [...outcomes];
  const shell = fakeShell(() => left.shift() ?? { stdout: '{"sum":0}' });
  const driver = openDriver({ ...realWorld(), shell }, { driver: 'load-driver', directory: '/tmp' });
  return { driver, shell };
}

describe('openDriver', () => {
  it('hands each job over as a line of JSON and reads the answer', async () => {
    const { driver, shell } = session({ stdout: '{"sum":3}\n' }, { stdout: '{"sum":7}\n' });
    expect(await driver.ask({ add: [1, 2] }, answer, 1_000)).toEqual({
      status: 'answered',
      answer: { sum: 3 },
    });
    expect(await driver.ask({ add: [3, 4] }, answer, 1_000)).toEqual({
      status: 'answered',
      answer: { sum: 7 },
    });
    expect(shell.calls.map(({ options }) => options.stdin)).toEqual(['{"add":[1,2]}', '{"add":[3,4]}']);
    expect(shell.calls[0]?.options).toMatchObject({ directory: '/tmp', trust: 'scrubbed' });
  });

  it.each<[string, FakeOutcome, string]>([
    [
      'dies',
      { exitCode: 134, stderr: 'out of memory\n' },
      'The load driver ended without an answer:\nout of memory',
    ],
    ['says nothing', {}, 'The load driver ended without an answer and printed nothing'],
    [
      'babbles',
      { stdout: 'Segmentation fault' },
      'The load driver gave an answer that cannot be read:\nSegmentation fault',
    ],
    [
      'answers something else',
      { stdout: '{"sum":"3"}' },
      'The load driver gave an answer that cannot be read:\n{"sum":"3"}',
    ],
  ])(
    'tells how a driver failed that %s, and starts another for the next job',
    async (_, outcome, failure) => {
      const { driver } = session(outcome, { stdout: '{"sum":9}' });
      expect(await driver.ask({}, answer, 1_000)).toEqual({ status: 'failed', failure });
      expect(await driver.ask({}, answer, 1_000)).toEqual({ status: 'answered', answer: { sum: 9 } });
    },
  );

  it('asks nobody once the review is interrupted', async () => {
    const interrupt = new AbortController();
    const shell = fakeShell(() => ({ stdout: '{"sum":0}' }));
    const world = { ...realWorld(), shell, signal: interrupt.signal };
    const driver = openDriver(world, { driver: 'load-driver', directory: '/tmp' });
    interrupt.abort(new Error('Ctrl-C'));
    await expect(driver.ask({}, answer, 1_000)).rejects.toThrow('Ctrl-C');
    expect(shell.calls).toEqual([]);
  });
});
