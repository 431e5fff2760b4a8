// The one warm Chrome of the page driver: every visit has a browser context of its own in it, and every way to fail is an answer.
import type { BrowserContext } from 'puppeteer-core';
import type {
  LighthouseAnswer,
  OpenAnswer,
  PageFailure,
  SampleAnswer,
  Visit,
} from '../../ports/page-driver.ts';
import { openChrome, type OpenChromeOptions } from './open-chrome.ts';
import { takeSample } from './page-sample.ts';
import { preparePage, SetupFailed } from './page-setup.ts';
import { runLighthouse } from './run-lighthouse.ts';

type OpenedChrome = Awaited<ReturnType<typeof openChrome>>;

export interface PageBrowser extends AsyncDisposable {
  open(options: OpenChromeOptions): Promise<OpenAnswer>;
  warmUp(visits: readonly Visit[]): Promise<(PageFailure | null)[]>;
  sample(visit: Visit): Promise<SampleAnswer>;
  lighthouse(visit: Visit, reportPath: string): Promise<LighthouseAnswer>;
}

export function pageBrowser(): PageBrowser {
  let options: OpenChromeOptions | null = null;
  let chrome: OpenedChrome | null = null;

  async function close(): Promise<void> {
    const opened = chrome;
    chrome = null;
    await opened?.[Symbol.asyncDispose]();
  }

  /** A Chrome that crashed under one visit is replaced for the next. */
  async function connected(): Promise<OpenedChrome> {
    if (chrome?.browser.connected === true) return chrome;
    if (options === null) throw new Error('no Chrome was opened');
    await close();
    chrome = await openChrome(options);
    return chrome;
  }

  async function visiting<Value>(
    visit: Visit,
    work: (context: BrowserContext) => Promise<Value>,
  ): Promise<Value | PageFailure> {
    let context: BrowserContext | null = null;
    const late = Promise.withResolvers<never>();
    const seconds = Math.round(visit.timeoutMs / 1000);
    const timer = setTimeout(
      () => late.reject(new Error(`the page was not measured within ${seconds} s`)),
      visit.timeoutMs,
    );
    try {
      const opened = await connected().catch((error: unknown) => failure('chrome', error));
      if ('status' in opened) return opened;
      const fresh = await opened.browser.createBrowserContext();
      context = fresh;
      const worked = preparePage(fresh, visit).then(() => work(fresh));
      return await Promise.race([worked, late.promise]);
    } catch (error) {
      return failure(error instanceof SetupFailed ? 'setup' : 'page', error);
    } finally {
      clearTimeout(timer);
      await context?.close().catch(() => undefined);
    }
  }

  const sample = (visit: Visit): Promise<SampleAnswer> =>
    visiting(visit, async (context) => ({ status: 'sampled', sample: await takeSample(context, visit) }));

  return {
    async open(chosen) {
      options = chosen;
      try {
        await close();
        await connected();
        return { status: 'opened' };
      } catch (error) {
        return failure('chrome', error);
      }
    },
    async warmUp(visits) {
      const answers = await Promise.all(visits.map(sample));
      return answers.map((answer) => (answer.status === 'failed' ? answer : null));
    },
    sample,
    lighthouse: (visit, reportPath) =>
      visiting(visit, async (context) => ({
        status: 'audited',
        facts: await runLighthouse(await context.newPage(), visit, reportPath),
      })),
    [Symbol.asyncDispose]: close,
  };
}

function failure(by: PageFailure['by'], error: unknown): PageFailure {
  return { status: 'failed', by, reason: error instanceof Error ? error.message : String(error) };
}
