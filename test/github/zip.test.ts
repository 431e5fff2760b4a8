// Archives come back as they went in, through a reader that is not ours.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { unzip, zip } from './zip.ts';

test('what is packed is unpacked', async () => {
  const path = fc.stringMatching(/^[a-zü0-9]{1,8}(\/[a-z0-9 ]{1,8}){0,2}$/);
  const entries = fc.uniqueArray(
    fc.record({ path, content: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)) }),
    { selector: (entry) => entry.path, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(entries, async (files) => {
      expect(await unzip(zip(files))).toEqual(files);
    }),
    { numRuns: 30 },
  );
});
