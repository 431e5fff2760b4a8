// The app of `app/` as a child process with the hook in it, in a folder from where it finds the drivers that are installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Another folder may hold drivers that the repository does not install. */
const PACKAGES = process.env['PERFCREW_TEST_PACKAGES'] ?? join(ROOT, 'node_modules');

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
  const child = spawn(process.execPath, [join(folder, 'server.mjs')], {
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
