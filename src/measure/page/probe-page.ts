// Asks for the page before Chrome does: it must answer on base, and what head breaks is said in plain words.
import { pageName } from '../../config/target-name.ts';
import type { Side } from '../../core/side.ts';
import type { HttpAnswer } from '../../ports/network.ts';
import type { World } from '../../ports/world.ts';
import type { RunningApp } from '../stage.ts';
import type { PageRecord } from './page-record.ts';

export type Apps = Readonly<Record<Side, RunningApp>>;

const PROBE_TIMEOUT_MS = 30_000;

export async function probePage(world: World, record: PageRecord, apps: Apps): Promise<void> {
  for (const side of ['base', 'head'] as const) {
    const answer = await world.network.request({
      method: 'GET',
      url: apps[side].origin + record.page.path,
      headers: { accept: 'text/html' },
      body: null,
      timeoutMs: PROBE_TIMEOUT_MS,
    });
    record.leadsTo[side] = answer === null ? null : redirection(answer, apps[side].origin);
    const found = complaint(answer);
    if (found === null) continue;
    const isHead = side === 'head';
    record.unmeasured = {
      status: 'unmeasured',
      reason: `${pageName(record.page)} ${found} on ${side}${isHead ? '; it is there on base' : ', so there is nothing to compare'}.`,
      mend: isHead
        ? `Open ${record.page.path} on head and mend it.`
        : 'Correct `path` in `targets.pages`; a page that only head has can be measured once it is merged.',
      causedByHead: isHead,
    };
    return;
  }
}

function complaint(answer: HttpAnswer | null): string | null {
  if (answer === null) return `does not answer within ${PROBE_TIMEOUT_MS / 1000} s`;
  return answer.status >= 400 ? `answers ${answer.status}` : null;
}

/** Path that the answer sends the browser to, or a whole address elsewhere. */
function redirection({ status, headers }: HttpAnswer, origin: string): string | null {
  const location = headers['location'];
  if (status < 300 || location === undefined || !URL.canParse(location, origin)) return null;
  const target = new URL(location, origin);
  return target.origin === origin ? target.pathname : `${target.origin}${target.pathname}`;
}

/** False where the app is dead; the page is given up then. */
export function lookedAlive(record: PageRecord, side: Side, app: RunningApp): boolean {
  if (app.alive()) return true;
  const said = app.tail().trim().split('\n').slice(-5).join('\n');
  record.unmeasured = {
    status: 'unmeasured',
    reason: `The app on ${side} died while ${pageName(record.page)} was loaded.${said === '' ? ' It printed nothing.' : ` It last printed:\n${said}`}`,
    mend: `Start the app of ${side}, open ${record.page.path}, and mend the crash.`,
    causedByHead: side === 'head',
  };
  return false;
}
