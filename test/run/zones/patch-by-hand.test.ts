// A patch given by hand: what is taken as one, and how what is not is refused.
import { expect, test } from 'vitest';
import { patchByHand } from '../../../src/run/zones/patch-by-hand.ts';

const DIFF = `diff --git a/lib/a.js b/lib/a.js
--- a/lib/a.js
+++ b/lib/a.js
@@ -3,1 +3,1 @@
-slow
+fast
`;

test('a diff of git becomes a proposal by a person, at its first line', () => {
  expect(patchByHand(DIFF, 'my.patch', 'ada')).toMatchObject({
    title: 'Patch my.patch',
    location: { path: 'lib/a.js', line: 3 },
    author: { kind: 'person', name: 'ada' },
    patch: DIFF,
  });
});

test('a mail of git tells its title, and a plain diff is taken too', () => {
  expect(patchByHand(`Subject: [PATCH 1/2] Ask once\n\n---\n${DIFF}`, 'x', 'ada').title).toBe('Ask once');
  const plain = DIFF.split('\n').slice(1).join('\n');
  expect(patchByHand(plain, 'x', '').author).toEqual({ kind: 'person', name: 'somebody' });
});

test('what is no patch, or too large for one, is refused with the mend', () => {
  expect(() => patchByHand('hello\n', 'x.patch', 'ada')).toThrow('x.patch holds no unified diff.');
  expect(() => patchByHand('x'.repeat(400_001), 'x.patch', 'ada')).toThrow('x.patch has more than 400 kB.');
});
