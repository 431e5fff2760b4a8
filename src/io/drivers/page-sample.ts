// One raw sample: one visit of a page, watched from inside and through the DevTools protocol until it is quiet. Half a
// second, where a Lighthouse run takes five.
import type { BrowserContext, CDPSession } from 'puppeteer-core';
import type { PageSample, Visit } from '../../ports/page-driver.ts';
import { emulate } from './page-emulation.ts';
import { watchNetwork, type PageNetwork } from './page-network.ts';
import {
  cumulativeLayoutShift,
  OBSERVERS,
  parseNotes,
  READ_NOTES,
  totalBlockingTime,
  type PageNotes,
} from './page-observers.ts';

/** So long without a request under way and without a long task, and the page is taken for finished. */
const QUIET_MS = 150;
/** A page that is not quiet by then (it polls, it animates, it paints nothing) is read as it is. */
const RESTLESS_MS = 4_000;
const LOOK_AGAIN_MS = 25;

export async function takeSample(context: BrowserContext, visit: Visit): Promise<PageSample> {
  const page = await context.newPage();
  const session = await page.createCDPSession();
  const network = await watchNetwork(session, new URL(visit.url).origin);
  // What the setup of the page has loaded must not be there already.
  await session.send('Network.clearBrowserCache');
  await emulate(session, visit.formFactor);
  await session.send('Page.enable');
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: OBSERVERS });
  // CPU time of the main thread: what else the machine does hardly touches it.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await timesSpent(session);
  const loaded = new Promise<void>((resolve) => session.once('Page.loadEventFired', () => resolve()));
  const { errorText } = await session.send('Page.navigate', { url: visit.url });
  if (errorText !== undefined) throw new Error(`the page cannot be opened (${errorText})`);
  await loaded;
  const { notes, settled } = await quietNotes(session, network);
  const after = await timesSpent(session);
  const statusCode = network.documentStatus();
  if (statusCode >= 400) throw new Error(`the page answers ${statusCode}`);
  return {
    lcpMs: notes.lcpMs,
    fcpMs: notes.fcpMs,
    tbtMs: totalBlockingTime(notes),
    longestTaskMs: Math.max(0, ...notes.longTasks.map(({ durationMs }) => durationMs)),
    cls: cumulativeLayoutShift(notes),
    scriptMs: after.scriptMs - before.scriptMs,
    mainThreadMs: after.mainThreadMs - before.mainThreadMs,
    requests: network.requests(),
    largestElement: notes.largestElement,
    leadsTo: network.leadsTo(),
    settled,
  };
}

async function quietNotes(
  session: CDPSession,
  network: PageNetwork,
): Promise<{ readonly notes: PageNotes; readonly settled: boolean }> {
  const loadedAt = performance.now();
  for (;;) {
    const isLate = performance.now() - loadedAt > RESTLESS_MS;
    const isQuiet = network.underWay() === 0 && performance.now() - network.lastChangeMs() >= QUIET_MS;
    if (isQuiet || isLate) {
      const notes = await readNotes(session);
      const lastTaskMs = Math.max(0, ...notes.longTasks.map((task) => task.startMs + task.durationMs));
      const isStill = isQuiet && network.underWay() === 0 && notes.nowMs - lastTaskMs >= QUIET_MS;
      const isPainted = notes.lcpMs !== null && notes.fcpMs !== null;
      if ((isStill && isPainted) || isLate) return { notes, settled: isStill };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function readNotes(session: CDPSession): Promise<PageNotes> {
  const { result } = await session.send('Runtime.evaluate', {
    expression: READ_NOTES,
    awaitPromise: true,
    returnByValue: true,
  });
  const notes = parseNotes(result.value);
  if (notes === null) throw new Error('the page went elsewhere while it was measured');
  return notes;
}

async function timesSpent(session: CDPSession): Promise<{ scriptMs: number; mainThreadMs: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const secondsOf = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { scriptMs: secondsOf('ScriptDuration') * 1_000, mainThreadMs: secondsOf('TaskDuration') * 1_000 };
}
