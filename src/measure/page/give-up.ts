// Why a page is not visited any further, in plain words, and whether head is to blame.
import { pageName } from '../../config/target-name.ts';
import type { Side } from '../../core/side.ts';
import type { Unmeasured } from '../measurement.ts';
import type { PageRecord } from './page-record.ts';

export interface Obstacle {
  readonly by: 'app' | 'setup' | 'page';
  readonly side: Side;
  /** What the app last printed, or the message of the error. */
  readonly said: string;
}

/** What was measured before is kept. Base is asked first, so that what only head does is head's doing. */
export function giveUp(record: PageRecord, obstacle: Obstacle): void {
  const isHead = obstacle.side === 'head';
  record.stopped = { status: 'unmeasured', ...words(record, obstacle), causedByHead: isHead };
  record.failures[obstacle.side].push(record.stopped.reason);
}

function words({ page }: PageRecord, { by, side, said }: Obstacle): Pick<Unmeasured, 'reason' | 'mend'> {
  const name = pageName(page);
  const isHead = side === 'head';
  switch (by) {
    case 'app': {
      const last = said.trim().split('\n').slice(-5).join('\n');
      return {
        reason: `The app on ${side} died while ${name} was loaded.${last === '' ? ' It printed nothing.' : ` It last printed:\n${last}`}`,
        mend: `Start the app of ${side}, open ${page.path}, and mend the crash.`,
      };
    }
    case 'setup':
      return {
        reason: `The setup of ${name} (${page.setup}) failed on ${side}: ${said}`,
        mend: isHead
          ? `Do by hand in a browser on head what ${page.setup} of base does, and mend what it runs into.`
          : `Correct ${page.setup} on the base branch; setups are always read from there.`,
      };
    case 'page':
      return {
        reason: `${name} could not be loaded on ${side}: ${said}${isHead ? '; it is there on base' : ', so there is nothing to compare'}.`,
        mend: isHead
          ? `Open ${page.path} on head and mend it.`
          : 'Correct `path` in `targets.pages`; a page that only head has can be measured once it is merged.',
      };
  }
}
