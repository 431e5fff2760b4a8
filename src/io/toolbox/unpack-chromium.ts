// Unpacks the Chromium of @sparticuz/chromium once per version. The package takes any file named `chromium` in the temp
// folder for its own, so it is given a folder of its own, moved into place when it is complete.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import type { Log } from '../../ports/log.ts';

export interface UnpackOptions {
  readonly cacheDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const run = promisify(execFile);
const UNPACK = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`;
const UNPACK_TIMEOUT_MS = 120_000;

export async function unpackChromium(
  toolFolder: string,
  options: UnpackOptions,
): Promise<{ readonly path: string; readonly environment: Readonly<Record<string, string>> }> {
  const version = await packageVersion(toolFolder);
  const shelf = join(options.cacheDirectory, 'chromium-unpacked');
  const folder = join(shelf, version);
  if (!existsSync(join(folder, 'chromium'))) {
    options.log.info(`Unpacking Chromium ${version}`);
    await unpackInto(folder, shelf, { ...options, toolFolder });
  }
  return {
    path: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

async function unpackInto(
  folder: string,
  shelf: string,
  options: UnpackOptions & { readonly toolFolder: string },
): Promise<void> {
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  const staging = await mkdtemp(join(shelf, 'unpacking-'));
  try {
    await run(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      cwd: options.toolFolder,
      timeout: UNPACK_TIMEOUT_MS,
      signal: options.signal,
      // This runtime name makes the package unpack the libraries that a bare machine lacks (nss, nspr, expat).
      env: { ...options.environment, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    });
    await writeFile(join(staging, 'fonts.conf'), fontConfig(folder));
    // Only a folder that somebody thinned out can be in the way.
    if (!existsSync(join(folder, 'chromium'))) await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  } catch (error) {
    options.signal.throwIfAborted();
    // Somebody else was quicker: theirs is as good.
    if (!existsSync(join(folder, 'chromium'))) throw unpackProblem(error, shelf);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The package's own file names folders below /tmp and /var/task. */
function fontConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function unpackProblem(error: unknown, shelf: string): Problem {
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOSPC/.test(message)) {
    return new Problem('disk-full', {
      what: `There is no room to unpack Chromium (220 MB) in ${shelf}.`,
      mend: 'Free some disk space, or set CHROME_PATH to an installed Chrome.',
      cause: error,
    });
  }
  return new Problem('no-chrome', {
    what: `The fetched Chromium could not be unpacked in ${shelf}: ${message.trim().split('\n').at(-1)}`,
    mend: 'Install Google Chrome or Chromium, or set CHROME_PATH to the path of one.',
    cause: error,
  });
}

async function packageVersion(toolFolder: string): Promise<string> {
  const manifest = await readFile(join(toolFolder, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}
