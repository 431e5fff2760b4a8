// What every Shell promises, the fake one included.
import { expect, test } from 'vitest';
import type { Shell } from '../../src/ports/shell.ts';

export interface ShellUnderTest {
  readonly shell: Shell;
  /** A folder that exists. */
  readonly directory: string;
}

/** The programs a fake must know to be tested. */
export const CONTRACT_PROGRAMS = {
  greet: 'echo hello',
  fail: 'echo oops >&2; exit 3',
  hang: 'echo ready; sleep 60',
  readInput: 'cat',
  showName: 'printf %s "$NAME"',
  silent: 'sleep 60',
} as const;

/** Nothing here takes so long. */
const PATIENCE_MS = 30_000;

export function shellContract(open: () => ShellUnderTest): void {
  const options = () => ({ directory: open().directory, trust: 'scrubbed' }) as const;

  test('runs to the end and gives what was printed', async () => {
    const result = await open().shell.run(CONTRACT_PROGRAMS.greet, options());
    expect(result).toMatchObject({ exitCode: 0, stdout: 'hello\n', stderr: '', timedOut: false });
    expect(result.durationMs).toBeGreaterThan(0);
  });

  test('a failure is a result, not an exception', async () => {
    const result = await open().shell.run(CONTRACT_PROGRAMS.fail, options());
    expect(result).toMatchObject({ exitCode: 3, stdout: '', stderr: 'oops\n' });
  });

  test('a program that does not exist gives 127 and its name', async () => {
    const result = await open().shell.run(['perfcrew-no-such-program'], options());
    expect(result.exitCode).toBe(127);
    expect(result.stderr).toContain('perfcrew-no-such-program');
  });

  test('feeds stdin', async () => {
    const result = await open().shell.run([CONTRACT_PROGRAMS.readInput], { ...options(), stdin: 'given' });
    expect(result.stdout).toBe('given');
  });

  test('adds to the environment', async () => {
    const environment = { NAME: 'Ada' };
    const result = await open().shell.run(CONTRACT_PROGRAMS.showName, { ...options(), environment });
    expect(result.stdout).toBe('Ada');
  });

  test('stops at the time-out', async () => {
    const result = await open().shell.run(CONTRACT_PROGRAMS.hang, { ...options(), timeoutMs: 100 });
    expect(result).toMatchObject({ exitCode: null, timedOut: true });
  });

  test('stops when the caller has lost interest', async () => {
    const interest = new AbortController();
    const running = open().shell.run(CONTRACT_PROGRAMS.hang, { ...options(), signal: interest.signal });
    interest.abort();
    expect(await running).toMatchObject({ exitCode: null, timedOut: false });
  });

  test('a started program tells how it ended', async () => {
    await using running = await open().shell.start(CONTRACT_PROGRAMS.fail, options());
    expect(await running.exited).toEqual({ exitCode: 3, signal: null });
    await running[Symbol.asyncDispose]();
    expect(running.tail()).toBe('oops\n');
  });

  test('disposing ends a started program', async () => {
    const running = await open().shell.start(CONTRACT_PROGRAMS.hang, options());
    await running[Symbol.asyncDispose]();
    expect((await running.exited).exitCode).toBeNull();
  });

  test('a program that is asked answers line by line, in order', async () => {
    await using asked = await open().shell.converse(CONTRACT_PROGRAMS.readInput, options());
    expect(await asked.ask('one', PATIENCE_MS)).toBe('one');
    const both = [asked.ask('{"two":2}', PATIENCE_MS), asked.ask('three', PATIENCE_MS)];
    expect(await Promise.all(both)).toEqual(['{"two":2}', 'three']);
    expect(asked.tail()).toBe('one\n{"two":2}\nthree\n');
  });

  test('a program that ends instead of answering leaves its last words', async () => {
    const asked = await open().shell.converse(CONTRACT_PROGRAMS.fail, options());
    expect(await asked.ask('one', PATIENCE_MS)).toBeNull();
    expect(await asked.ask('two', PATIENCE_MS)).toBeNull();
    await asked[Symbol.asyncDispose]();
    expect(asked.tail()).toBe('oops\n');
  });

  test('a program that is silent for too long is asked no more', async () => {
    await using asked = await open().shell.converse(CONTRACT_PROGRAMS.silent, options());
    expect(await asked.ask('one', 100)).toBeNull();
    expect(await asked.ask('two', PATIENCE_MS)).toBeNull();
  });

  test('a program to ask that does not exist is named', async () => {
    const asked = await open().shell.converse(['perfcrew-no-such-program'], options());
    expect(await asked.ask('one', PATIENCE_MS)).toBeNull();
    await asked[Symbol.asyncDispose]();
    expect(asked.tail()).toContain('perfcrew-no-such-program');
  });

  test('disposing settles what is still being asked', async () => {
    const asked = await open().shell.converse(CONTRACT_PROGRAMS.silent, options());
    const answer = asked.ask('one', PATIENCE_MS);
    await asked[Symbol.asyncDispose]();
    expect(await answer).toBeNull();
    expect(await asked.ask('two', PATIENCE_MS)).toBeNull();
  });

  test('finds programs on PATH', async () => {
    expect(await open().shell.which('sh')).toMatch(/^\/.*sh$/);
    expect(await open().shell.which('perfcrew-no-such-program')).toBeNull();
  });
}
