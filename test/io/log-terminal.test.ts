// Progress as a person sees it: on a terminal, in a log file, and where quiet was asked for.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { terminalLog, type LogOptions } from '../../src/io/log-terminal.ts';
import { logContract } from '../ports/log.contract.ts';

interface Screen {
  readonly log: ReturnType<typeof terminalLog>;
  /** Everything written, with the code that erases a line made visible. */
  shown(): string;
}

function screen(options: Partial<LogOptions> & { readonly columns?: number } = {}): Screen {
  let written = '';
  const { columns, ...rest } = options;
  const output = {
    write: (text: string) => void (written += text),
    ...(columns === undefined ? {} : { columns }),
  };
  const log = terminalLog({ output, interactive: false, quiet: false, verbose: false, ...rest });
  return { log, shown: () => written.replaceAll('\r\u001B[2K', '<erase>') };
}

describe('keeps the promises of a log', () => {
  logContract(() => screen());
  logContract(() => screen({ interactive: true }));
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a line per phase when it ends, the inner one first, where nobody watches', () => {
  const { log, shown } = screen();
  const outer = log.phase('Measure');
  const inner = log.phase('Gate load');
  vi.advanceTimersByTime(12_400);
  inner('measured');
  outer();
  log.info('Done');
  log.debug('not asked for');
  expect(shown()).toBe('  Gate load: measured (12 s)\n  Measure (12 s)\n  Done\n');
});

test('on a terminal the time runs on one line, and what is said stands above it', () => {
  const { log, shown } = screen({ interactive: true });
  const end = log.phase('Install');
  vi.advanceTimersByTime(500);
  log.warn('No lock file');
  end();
  vi.advanceTimersByTime(5_000);
  expect(shown()).toMatchInlineSnapshot(`
    "<erase>  Install … 0.0 s<erase>  Install … 0.5 s<erase>! No lock file
    <erase>  Install … 0.5 s<erase>  Install (0.5 s)
    "
  `);
});

test('a phase that goes on is shown again when the one within it has ended', () => {
  const { log, shown } = screen({ interactive: true });
  log.phase('Measure');
  log.phase('Gate page')('measured');
  expect(shown().endsWith('<erase>  Measure … 0.0 s')).toBe(true);
});

test.each([
  [20, '  Building the data'],
  [0, '  Building the database of base from db/schema.sql and db/migrations/001_order_'],
])('on %i columns the line is cut, because one that wraps cannot be erased', (columns, expected) => {
  const { log, shown } = screen({ interactive: true, columns });
  log.phase('Building the database of base from db/schema.sql and db/migrations/001_order_indexes.sql');
  expect(shown()).toBe(`<erase>${expected}`);
});

test('quiet shows warnings alone, on a terminal too', () => {
  for (const interactive of [true, false]) {
    const { log, shown } = screen({ interactive, quiet: true });
    const end = log.phase('Install');
    vi.advanceTimersByTime(2_000);
    log.info('Installing base');
    log.warn('No lock file');
    end('done');
    log[Symbol.dispose]();
    expect(shown()).toBe('! No lock file\n');
  }
});

test('verbose says more', () => {
  const { log, shown } = screen({ verbose: true });
  log.debug('12 pairs of 1 s');
  expect(shown()).toBe('  · 12 pairs of 1 s\n');
});

test('disposed in the middle it erases its line and draws no more', () => {
  const { log, shown } = screen({ interactive: true });
  log.phase('Install');
  log[Symbol.dispose]();
  const before = shown();
  vi.advanceTimersByTime(5_000);
  expect(shown()).toBe(before);
  expect(before.endsWith('<erase>')).toBe(true);
});

test('a phase ended twice is told once', () => {
  const { log, shown } = screen();
  const end = log.phase('Install');
  end();
  end();
  expect(shown()).toBe('  Install (0.0 s)\n');
});
