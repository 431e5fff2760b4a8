// What is kept of a text with secrets in it: everything but them.
import { describe, expect, test } from 'vitest';
import { hideSecrets } from '../../../../src/crew/tools/security/secrets/hide-secrets.ts';
import { hideInDiff } from '../../../../src/inspect/hide-in-diff.ts';
import { diffOf } from '../../../change/change-of.ts';

/** Put together here, so that no scanner finds it in this repository. */
const KEY = ['AKIA', 'QYLPMN5HHHFPZAM2'].join('');
const LETTERS = 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1u';
const BEGIN = ['-----BEGIN RSA PRIV', 'ATE KEY-----'].join('');

test('a secret becomes stars, the rest stays', () => {
  expect(hideSecrets(`const a = '${KEY}'; b('${KEY}');\nplain`)).toBe(
    `const a = '${'*'.repeat(20)}'; b('${'*'.repeat(20)}');\nplain`,
  );
  expect(hideSecrets('nothing here')).toBe('nothing here');
});

describe('in a diff', () => {
  test('secrets of several lines go, on either side, and marks and lines stay', () => {
    const lines = [BEGIN, LETTERS, LETTERS, '-----END'];
    const diff = diffOf({
      'a.pem': lines,
      'b.js': { deleted: [`key = '${KEY}'`], added: ['key = env.KEY'] },
    });
    const hidden = hideInDiff(diff);
    const text = JSON.stringify(hidden);
    expect(text).not.toContain(LETTERS);
    expect(text).not.toContain(KEY);
    expect(
      hidden.files.map(({ hunks }) => hunks.map((hunk) => hunk.lines.map((line) => line.charAt(0)))),
    ).toEqual(diff.files.map(({ hunks }) => hunks.map((hunk) => hunk.lines.map((line) => line.charAt(0)))));
    expect(text).toContain('+key = env.KEY');
  });

  test('one without is the same', () => {
    const diff = diffOf({ 'a.js': ['one', '', 'two'] });
    expect(hideInDiff(diff)).toEqual(diff);
  });
});
