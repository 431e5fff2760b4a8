// An artifact is bytes from a stranger: whatever they are, the bot lives on and counts what it refused.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMeasurements } from '../../bot/read-measurements.ts';
import { buildReport } from '../report/build-report.ts';
import { zip } from '../github/zip.ts';

const [measurement] = buildReport().measurements;
const good = Buffer.from(JSON.stringify(measurement));
const archive = (files: Readonly<Record<string, Buffer | string>>): Buffer =>
  zip(Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) })));

test('takes the measurements and leaves everything else', async () => {
  const read = await readMeasurements(
    archive({
      'measurements/load-get-a-1.json': good,
      'run/measurements/load-get-b-2.json': good,
      'report.json': '{}',
      'logs/app.log': 'x',
    }),
  );
  expect(read).toEqual({ measurements: [measurement, measurement], refused: 0 });
});

describe('refuses', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['what is no archive', Buffer.from('PK not a zip')],
    ['half an archive', archive({ 'measurements/a.json': good }).subarray(0, 80)],
    ['a bomb', archive({ 'measurements/a.json': Buffer.alloc(100_000_000) })],
    [
      'many documents',
      archive(Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`measurements/${at}.json`, '{}']))),
    ],
    ['many entries', archive(Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`log/${at}`, ''])))],
    ['a way out of its folder', archive({ '../measurements/a.json': good })],
    ['an absolute path', archive({ '/measurements/a.json': good })],
    ['deep nesting', archive({ 'measurements/a.json': '['.repeat(1_000_000) })],
  ])('%s', async (_, bytes) => {
    const read = await readMeasurements(bytes);
    expect(read.measurements).toEqual([]);
    expect(read.refused).toBeGreaterThan(0);
  });

  test('a size that lies', async () => {
    const bytes = archive({ 'measurements/a.json': Buffer.alloc(9_000_000, ' ') });
    const directory = bytes.lastIndexOf(Buffer.from('PK\u0001\u0002'));
    bytes.writeUInt32LE(100, directory + 24);
    const read = await readMeasurements(bytes);
    expect(read).toEqual({ measurements: [], refused: 1 });
  });
});

test('never throws, whatever byte is changed', async () => {
  const bytes = archive({ 'measurements/a.json': good, 'measurements/b.json': good });
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
      const changed = Buffer.from(bytes);
      changed[at] = value;
      const read = await readMeasurements(changed);
      expect(read.measurements.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 300 },
  );
});
