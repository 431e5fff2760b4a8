// Runs the module a page is prepared with, e.g. to log in: in the browser context that is measured next, so that cookies stay.
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'puppeteer-core';
import type { Visit } from '../../ports/page-driver.ts';

/** What a preparing module exports by default. */
type PreparePage = (browser: { readonly page: Page; readonly origin: string }) => unknown;

export class SetupFailed extends Error {
  override readonly name = 'SetupFailed';
}

export async function preparePage(context: BrowserContext, { setup, url }: Visit): Promise<void> {
  if (setup === null) return;
  const page = await context.newPage();
  try {
    const prepare = await load(setup);
    await prepare({ page, origin: new URL(url).origin });
  } catch (error) {
    if (error instanceof SetupFailed) throw error;
    throw new SetupFailed(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await page.close().catch(() => undefined);
  }
}

async function load(path: string): Promise<PreparePage> {
  const module: unknown = await import(pathToFileURL(path).href);
  if (isPreparing(module)) return module.default;
  throw new SetupFailed('it has no function as its default export');
}

function isPreparing(module: unknown): module is { readonly default: PreparePage } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'default' in module &&
    typeof module.default === 'function'
  );
}
