// A Chrome that cannot outlive its run: it hangs on a pipe (and ends when the pipe breaks), in a process group that is
// killed at the end, and all it writes goes to one folder that is deleted.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';

export interface OpenChromeOptions {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly scratchDirectory: string;
}

const START_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 5_000;

export async function openChrome(
  options: OpenChromeOptions,
): Promise<{ browser: Browser } & AsyncDisposable> {
  const folder = await mkdtemp(join(options.scratchDirectory, 'perfcrew-chrome-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await launch({
      executablePath: options.path,
      headless: true,
      pipe: true,
      userDataDir: join(folder, 'profile'),
      timeout: START_TIMEOUT_MS,
      defaultViewport: null,
      env: { ...process.env, ...options.environment, TMPDIR: folder },
      args: chromeArguments(process.getuid?.() === 0),
    });
    return {
      browser,
      async [Symbol.asyncDispose]() {
        await closeBrowser(browser);
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Chrome refuses to run as root with its sandbox; everyone else keeps it. */
export function chromeArguments(isRoot: boolean): string[] {
  const usual = [
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--disable-component-update',
    '--no-default-browser-check',
  ];
  return isRoot ? [...usual, '--no-sandbox'] : usual;
}

async function closeBrowser(browser: Browser): Promise<void> {
  const chrome = browser.process();
  const timer = setTimeout(() => killGroup(chrome?.pid), CLOSE_TIMEOUT_MS);
  try {
    await browser.close();
  } finally {
    clearTimeout(timer);
    killGroup(chrome?.pid);
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already, which is what we want.
  }
}
