// Real processes: what they see, what they leave behind, and what they cost.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import { shellContract } from '../../ports/shell.contract.ts';
import { isAlive } from './is-alive.ts';

const SECRETS = {
  GITHUB_TOKEN: 'canary-github',
  ACTIONS_RUNTIME_TOKEN: 'canary-actions',
  INPUT_API_KEY: 'canary-input',
  NPM_TOKEN: 'canary-npm',
  ANTHROPIC_API_KEY: 'canary-anthropic',
  AWS_SECRET_ACCESS_KEY: 'canary-aws',
  DATABASE_URL: 'postgres://canary-database@host/db',
  npm_config_registry: 'https://user:canary-registry@registry.example/',
  npm_config__auth: 'canary-auth',
  HTTPS_PROXY: 'http://user:canary-proxy@proxy.example/',
};

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'perfcrew-test-shell-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function shellWith(environment: NodeJS.ProcessEnv = process.env, signal = new AbortController().signal) {
  return openShell({ environment, signal });
}

async function pidsIn(path: string, count: number): Promise<readonly number[]> {
  return vi.waitFor(() => {
    const pids = readFileSync(path, 'utf8').trim().split(/\s+/).map(Number);
    expect(pids).toHaveLength(count);
    return pids;
  }, 30_000);
}

/** A child, a grandchild that ignores SIGTERM, and a daemon that left session, group and family. */
function unrulyTree(pidsFile: string): string {
  return [
    `sleep 300 & echo $! >> ${pidsFile}`,
    `sh -c 'trap "" TERM; echo $$ >> ${pidsFile}; while :; do sleep 300; done' &`,
    `setsid sh -c 'sleep 300 & echo $! >> ${pidsFile}' </dev/null >/dev/null 2>&1`,
  ].join('\n');
}

describe('the contract', () => {
  const shell = shellWith();
  afterAll(() => shell[Symbol.asyncDispose]());
  shellContract(() => ({ shell, directory }));
});

describe('the environment', () => {
  test('code under review sees no secret, perfcrew its own tools do', async () => {
    await using shell = shellWith({ ...process.env, ...SECRETS, LC_ALL: 'C.UTF-8' });
    const scrubbed = await shell.run('env', { directory, trust: 'scrubbed', environment: { GIVEN: 'yes' } });
    const inherited = await shell.run('env', { directory, trust: 'inherited' });
    expect(scrubbed.stdout).not.toContain('canary');
    expect(scrubbed.stdout).toContain('LC_ALL=C.UTF-8\n');
    expect(scrubbed.stdout).toContain('GIVEN=yes\n');
    expect(inherited.stdout).toContain('canary-github');
  });

  test('null removes a name', async () => {
    await using shell = shellWith({ ...process.env, REMOVED: 'here' });
    const { stdout } = await shell.run('env', {
      directory,
      trust: 'inherited',
      environment: { REMOVED: null },
    });
    expect(stdout).not.toContain('REMOVED');
  });
});

describe('the end of a tree', () => {
  test('disposing a program kills children, the stubborn and the daemonised', async () => {
    await using shell = shellWith();
    const pidsFile = join(directory, 'disposed');
    const running = await shell.start(`${unrulyTree(pidsFile)}\nwait`, { directory, trust: 'scrubbed' });
    const pids = await pidsIn(pidsFile, 3);
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    await running[Symbol.asyncDispose]();
    expect([running.pid, ...pids].map(isAlive)).toEqual([false, false, false, false]);
  });

  test('a program that ends leaves nothing running', async () => {
    await using shell = shellWith();
    const pidsFile = join(directory, 'left');
    const result = await shell.run(`sleep 300 & echo $! >> ${pidsFile}; exit 5`, {
      directory,
      trust: 'scrubbed',
    });
    expect(result.exitCode).toBe(5);
    expect((await pidsIn(pidsFile, 1)).map(isAlive)).toEqual([false]);
  });

  test('the time-out kills the whole tree', async () => {
    await using shell = shellWith();
    const pidsFile = join(directory, 'late');
    const running = shell.run(`${unrulyTree(pidsFile)}\nwait`, {
      directory,
      trust: 'scrubbed',
      // Long enough for the tree to have grown.
      timeoutMs: 2_500,
    });
    const pids = await pidsIn(pidsFile, 3);
    expect(await running).toMatchObject({ exitCode: null, timedOut: true });
    expect(pids.map(isAlive)).toEqual([false, false, false]);
  });

  test('an interrupt kills what runs, refuses code under review, and lets perfcrew tidy up', async () => {
    const interrupt = new AbortController();
    await using shell = shellWith(process.env, interrupt.signal);
    const pidsFile = join(directory, 'interrupted');
    const running = shell.run(`echo $$ >> ${pidsFile}; sleep 300`, { directory, trust: 'scrubbed' });
    const outcome = expect(running).rejects.toMatchObject({ name: 'Problem', code: 'interrupted' });
    const pids = await pidsIn(pidsFile, 1);
    interrupt.abort();
    await outcome;
    expect(pids.map(isAlive)).toEqual([false]);
    await expect(shell.run('true', { directory, trust: 'scrubbed' })).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(await shell.run('true', { directory, trust: 'inherited' })).toMatchObject({ exitCode: 0 });
  });

  test('disposing the shell kills everything it started', async () => {
    const shell = shellWith();
    const programs = await Promise.all(
      [1, 2].map(() => shell.start('sleep 300', { directory, trust: 'scrubbed' })),
    );
    await shell[Symbol.asyncDispose]();
    expect(programs.map(({ pid }) => isAlive(pid))).toEqual([false, false]);
  });
});

describe('what is kept', () => {
  test('stdout and stderr arrive in the log and in the tail', async () => {
    await using shell = shellWith();
    const logFile = join(directory, 'logs/deep/program.log');
    await shell.run('echo one; echo two >&2', { directory, trust: 'scrubbed', logFile });
    expect(readFileSync(logFile, 'utf8').split('\n').toSorted()).toEqual(['', 'one', 'two']);
  });

  test('a chatterbox cannot fill memory: the end is kept', async () => {
    await using shell = shellWith();
    const result = await shell.run('yes | head -c 40000000; echo; echo the end', {
      directory,
      trust: 'scrubbed',
    });
    expect(result.stdout.length).toBe(32 * 1024 * 1024);
    expect(result.stdout.endsWith('the end\n')).toBe(true);
  });

  test('a log that cannot be written costs the log, not the run', async () => {
    await using shell = shellWith();
    const logFile = '/dev/full';
    const result = await shell.run('echo fine', { directory, trust: 'scrubbed', logFile });
    expect(result).toMatchObject({ exitCode: 0, stdout: 'fine\n' });
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  test('a missing folder is named', async () => {
    await using shell = shellWith();
    const missing = join(directory, 'nowhere');
    const result = await shell.run(['true'], { directory: missing, trust: 'scrubbed' });
    expect(existsSync(missing)).toBe(false);
    expect(result).toMatchObject({
      exitCode: 127,
      stderr: `Cannot start true: the folder ${missing} does not exist.\n`,
    });
  });
});

describe.runIf(process.platform === 'linux')('usage', () => {
  test('counts the CPU time of ended children and the memory of the whole tree', async () => {
    await using shell = shellWith();
    const burn = `node -e "const end = process.cpuUsage().user + 300000; while (process.cpuUsage().user < end);"`;
    await using running = await shell.start(`${burn}; echo burnt; sleep 300`, {
      directory,
      trust: 'scrubbed',
    });
    await vi.waitFor(() => expect(running.tail()).toContain('burnt'), 20_000);
    const { cpuMs, rssBytes } = await running.usage();
    expect(cpuMs).toBeGreaterThanOrEqual(290);
    expect(rssBytes).toBeGreaterThan(500_000);
  });

  test('a program that is gone costs nothing more', async () => {
    await using shell = shellWith();
    await using running = await shell.start('true', { directory, trust: 'scrubbed' });
    await running.exited;
    expect(await running.usage()).toMatchObject({ rssBytes: 0 });
  });
});
