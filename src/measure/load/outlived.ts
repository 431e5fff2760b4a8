// An app that dies of the requests it gets is the end of that route's measurement, with the app's last words as the reason.
import { routeName } from '../../config/target-name.ts';
import type { Side } from '../../core/side.ts';
import type { RunningApp } from '../stage.ts';
import type { RouteRecord } from './route-record.ts';

/** False where the app is dead; the route is given up then. */
export function outlived(record: RouteRecord, side: Side, app: RunningApp): boolean {
  if (app.alive()) return true;
  const said = app.tail().trim().split('\n').slice(-5).join('\n');
  record.unmeasured = {
    status: 'unmeasured',
    reason: `The app on ${side} died while ${routeName(record.route)} was requested (${record.route.connections} connections at most).${said === '' ? ' It printed nothing.' : ` It last printed:\n${said}`}`,
    mend: `Start the app of ${side}, send the route requests in parallel, and mend the crash.`,
    causedByHead: side === 'head',
  };
  return false;
}
