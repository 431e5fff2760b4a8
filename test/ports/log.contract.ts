// What every Log promises, the fake one included.
import { expect, test } from 'vitest';
import type { Log } from '../../src/ports/log.ts';

export interface LogUnderTest {
  readonly log: Log;
  /** Everything shown so far. */
  shown(): string;
}

export function logContract(open: () => LogUnderTest): void {
  test('shows phases and what is said within them', () => {
    const { log, shown } = open();
    const end = log.phase('Install');
    log.info('Installing base');
    log.warn('No lock file');
    end('done');
    expect(shown()).toContain('Install');
    expect(shown()).toContain('Installing base');
    expect(shown()).toContain('No lock file');
    expect(shown()).toContain('done');
  });
}
