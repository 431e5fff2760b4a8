// What of a report reaches GitHub: always the check run where it may, and a comment only where there is something to say.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import type { ForgeWriter } from '../../src/ports/forge.ts';
import { commentMarker, publish, type Publication } from '../../src/run/publish.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { memoryForge } from '../fakes/memory-forge.ts';
import { buildReport, slowReport } from '../report/build-report.ts';

const onPull = { ...buildReport().pullRequest, number: 7 };
const quiet = buildReport({ pullRequest: onPull });
const slow = { ...slowReport(), pullRequest: { ...slowReport().pullRequest, number: 7 } };

const publication = (changes: Partial<Publication> = {}): Publication => ({
  report: slow,
  checkName: 'perfcrew',
  comment: 'on-change',
  detailsUrl: 'https://github.com/alice/shop/actions/runs/1',
  buttons: true,
  ...changes,
});

describe('a comment', () => {
  test.each([
    ['something got slower', { report: slow }, 1],
    ['nothing changed', { report: quiet }, 0],
    ['nothing changed, but always', { report: quiet, comment: 'always' }, 1],
    ['something got slower, but never', { report: slow, comment: 'never' }, 0],
    ['there is no pull request', { report: { ...slow, pullRequest: { ...onPull, number: null } } }, 0],
  ] as const)('%s', async (_, changes, count) => {
    const forge = memoryForge();
    expect(await publish(publication(changes), forge.writer, fakeLog())).toBe(true);
    expect(forge.checks).toHaveLength(1);
    expect(forge.comments).toHaveLength(count);
  });

  test('that is there is brought up to date when all is quiet again', async () => {
    const forge = memoryForge();
    await publish(publication(), forge.writer, fakeLog());
    await publish(publication({ report: quiet }), forge.writer, fakeLog());
    expect(forge.comments).toHaveLength(1);
    expect(forge.comments[0]?.body).toContain(quiet.verdict.headline);
  });

  test('is one for each name of the check run', async () => {
    const forge = memoryForge();
    await publish(publication({ checkName: 'perfcrew (api)' }), forge.writer, fakeLog());
    await publish(publication({ checkName: 'perfcrew (web)' }), forge.writer, fakeLog());
    expect(forge.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- perfcrew:report perfcrew (api) -->',
      '<!-- perfcrew:report perfcrew (web) -->',
    ]);
  });
});

test('the marker is one hidden line, whatever the check run is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(commentMarker(name)).toMatch(/^<!-- perfcrew:report( [^\n>]*)? -->$/);
      expect(commentMarker(name).slice(4, -3)).not.toContain('--');
    }),
  );
  expect(commentMarker('perfcrew')).toBe('<!-- perfcrew:report -->');
});

test('buttons are shown where somebody listens', async () => {
  const forge = memoryForge();
  await publish(publication({ buttons: false }), forge.writer, fakeLog());
  expect(forge.checks[0]?.actions).toEqual([]);
});

describe('a token that may not', () => {
  const refused = new Problem('forge-refused', { what: 'GitHub refused.', mend: 'Grant it.' });
  const refusing = (what: keyof ForgeWriter) => {
    const forge = memoryForge();
    return { forge, writer: { ...forge.writer, [what]: () => Promise.reject(refused) } };
  };

  test('write checks still comments, and the log says what to grant', async () => {
    const { forge, writer } = refusing('writeCheck');
    const log = fakeLog();
    expect(await publish(publication(), writer, log)).toBe(false);
    expect(forge.comments).toHaveLength(1);
    expect(log.lines).toEqual(['warn GitHub refused. Grant it.']);
  });

  test('comment still writes the check run', async () => {
    const { forge, writer } = refusing('writeComment');
    expect(await publish(publication(), writer, fakeLog())).toBe(false);
    expect(forge.checks).toHaveLength(1);
  });

  test('is all that is passed over', async () => {
    const down = new Problem('forge-unreachable', { what: 'GitHub is down.', mend: 'Wait.' });
    const writer = { ...memoryForge().writer, writeCheck: () => Promise.reject(down) };
    await expect(publish(publication(), writer, fakeLog())).rejects.toBe(down);
  });
});
