// Files of published packages by exact version, fetched with npm when they are first needed; nothing of them is committed.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CACHE = join(import.meta.dirname, '../../.cache/prove-packages');
const run = promisify(execFile);

export async function readPublished(name: string, version: string, file: string): Promise<string> {
  const folder = join(CACHE, `${name}-${version}`);
  if (!existsSync(folder)) await fetchPackage(`${name}@${version}`, folder);
  return readFile(join(folder, file), 'utf8');
}

async function fetchPackage(spec: string, folder: string): Promise<void> {
  const making = `${folder}.new`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--silent', spec], { cwd: making, timeout: 120_000 });
  await run('tar', ['xzf', stdout.trim().split('\n').at(-1) ?? '', '--strip-components=1'], { cwd: making });
  await rename(making, folder);
}
