import { expect, test } from 'vitest';
import { formatMoment } from '../../../src/report/format/format-moment.ts';

test.each([
  ['2026-11-21T08:06:11.000Z', '2026-11-21 08:06 UTC'],
  ['2026-11-21T08:06Z', '2026-11-21 08:06 UTC'],
  ['yesterday', 'yesterday'],
])('%s → %s', (iso, text) => {
  expect(formatMoment(iso)).toBe(text);
});
