// The wait that a server names, in each form.
import { expect, test } from 'vitest';
import { retryAfterOf } from '../../../src/io/anthropic/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{}, null],
])('%j is %s ms', (headers, waitMs) => {
  expect(retryAfterOf(new Headers(headers), NOW)).toBe(waitMs);
});
