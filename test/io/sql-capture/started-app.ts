// The app of `app/` as a child process with the hook in it, in a folder from where it finds the drivers that are installed.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Another folder may hold drivers that the repository does not install. */
const PACKAGES = process.env['PERFCREW_TEST_PACKAGES'] ?? join(ROOT, 'node_modules');
/** The app may run on an older Node than perfcrew. */
const NODE = process.env['PERFCREW_TEST_NODE'] ?? process.execPath;

export interface StartedApp extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
}

export function isInstalled(name: string): boolean {
  try {
    createRequire(join(PACKAGES, '..', 'from.js')).resolve(name);
    return true;
  } catch {
    return false;
  }
}

export async function startApp(driver: string, env: Readonly<Record<string, string>>): Promise<StartedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'pca-'));
  await cp(join(import.meta.dirname, 'app'), folder, { recursive: true });
  await symlink(PACKAGES, join(folder, 'node_modules'));
  if (driver === 'prisma') await generateClient(folder);
  const child = spawn(NODE, [join(folder, 'server.mjs')], {
    env: { ...process.env, DRIVER: driver, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    ended.then(([code]) => Promise.reject(new Error(`the app ended with ${String(code)}`))),
  ]);
  return {
    folder,
    url: `http://127.0.0.1:${String(line).replace('port ', '')}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The engine for schemas is a download of its own and not needed to generate: any program in its place keeps it from being fetched. */
async function generateClient(folder: string): Promise<void> {
  const prisma = join(folder, 'node_modules', 'prisma', 'build', 'index.js');
  const arguments_ = [prisma, 'generate', '--schema', join(folder, 'schema.prisma')];
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };
  await promisify(execFile)(process.execPath, arguments_, { cwd: folder, env });
}
