// Starts a Chrome once, asks it for its version, and leaves nothing of it behind.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { atExit } from '../shell/at-exit.ts';
import { scrubEnvironment } from '../shell/scrub-environment.ts';

export interface ChromeTrial {
  readonly path: string;
  /** What this Chrome needs beyond the usual, e.g. LD_LIBRARY_PATH. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const START_TIMEOUT_MS = 30_000;
const versionSchema = z.object({ Browser: z.string() });

/** A failure reads on after the program's path: `does not start: …`. */
export async function tryChrome(
  trial: ChromeTrial,
): Promise<{ readonly version: string } | { readonly failure: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'perfcrew-chrome-trial-'));
  if (trial.signal.aborted) {
    await rm(folder, { recursive: true, force: true });
    trial.signal.throwIfAborted();
  }
  const chrome = spawn(trial.path, chromeArguments(folder), {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...scrubEnvironment(process.env), ...trial.environment, TMPDIR: folder },
  });
  const ended = new Promise<void>((resolve) => {
    chrome.once('exit', () => resolve()).once('error', () => resolve());
  });
  const lastResort = atExit(() => killGroup(chrome));
  try {
    const port = await debuggingPort(chrome, trial.signal);
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`, { signal: trial.signal });
    const { Browser } = versionSchema.parse(await answer.json());
    return { version: Browser.replace(/^.*\//, '') };
  } catch (error) {
    trial.signal.throwIfAborted();
    return { failure: `does not start: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    killGroup(chrome);
    await ended;
    lastResort[Symbol.dispose]();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function chromeArguments(folder: string): string[] {
  return [
    '--headless=new',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--no-first-run',
    '--remote-debugging-port=0',
    `--user-data-dir=${join(folder, 'profile')}`,
    // Chrome refuses to run as root with its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ];
}

/** Chrome tells on stderr where it listens as soon as it works. */
function debuggingPort(chrome: ChildProcess, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(
      () => reject(new Error(`it was not ready within ${START_TIMEOUT_MS / 1000} s`)),
      START_TIMEOUT_MS,
    );
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    chrome.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      printed = (printed + chunk).slice(-16_384);
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(printed)?.[1];
      if (port !== undefined) settle(() => resolve(Number(port)));
    });
    chrome.once('error', (error) => settle(() => reject(error)));
    chrome.once('close', (code) =>
      settle(() =>
        reject(new Error(`it ended with code ${code}, saying ${JSON.stringify(lastLine(printed))}`)),
      ),
    );
    signal.addEventListener('abort', () => settle(() => reject(signal.reason)), { once: true });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

function killGroup(chrome: ChildProcess): void {
  if (chrome.pid === undefined) return;
  try {
    process.kill(-chrome.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
