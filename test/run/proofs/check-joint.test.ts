// What calls itself proven together is believed only where its parts are, and where they make it.
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import type { Proof } from '../../../src/prove/proof.ts';
import { whyNotJoint } from '../../../src/run/proofs/check-joint.ts';
import { buildProof } from '../../report/proposals/build-proof.ts';
import { jointOf, withId } from '../../report/proposals/joint-of.ts';

const TEXT = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n';
const HEAD = 'a'.repeat(40);
const diff = (after: string): string => unifiedDiff('src/a.js', TEXT, after);
const proof = (after: string): Proof => buildProof({ head: HEAD, proposal: { patch: diff(after) } });
// The first moves the lines of the second.
const ONE = proof(TEXT.replace('b\n', 'B\nB\n'));
const TWO = proof(TEXT.replace('i\n', 'I\n'));
const ALONE = [ONE, TWO];
const BOTH = diff(TEXT.replace('b\n', 'B\nB\n').replace('i\n', 'I\n'));

const why = (joint: Proof, alone = ALONE) =>
  whyNotJoint(joint, { alone, head: HEAD }, { fileAt: () => Promise.resolve(TEXT) });

test('of honest parts, in either order', async () => {
  expect(await why(jointOf(ALONE, [BOTH]))).toBeNull();
  expect(await why(jointOf([TWO, ONE], [BOTH]))).toBeNull();
  expect(await why(jointOf([ONE], [BOTH], { outcome: 'untried', left: TWO }))).toBeNull();
});

const swapped = (joint: Proof): Proof => ({
  ...joint,
  together: {
    parts: (joint.together?.parts ?? []).map((part) => ({ ...part, patch: TWO.proposal.patch })),
    left: [],
  },
});
const other = jointOf(ALONE, [BOTH]);
const OTHER_CONFIG = withId({ ...other, evidence: { ...other.evidence, config: 'other' } });
const NOT_ALONE = 'names a patch that is not proven alone';

test.each<[string, Proof, string]>([
  [
    'changes a file more',
    jointOf(ALONE, [BOTH, unifiedDiff('src/evil.js', null, '1\n')]),
    'does not fit the files',
  ],
  ['does more', jointOf(ALONE, [diff('evil\n')]), 'is not what its parts make'],
  ['does less', jointOf(ALONE, [ONE.proposal.patch]), 'is not what its parts make'],
  ['has a part nobody proved', jointOf([ONE, proof(TEXT.replace('i\n', '!\n'))], [BOTH]), NOT_ALONE],
  ['has another patch under the name of a part', swapped(jointOf(ALONE, [BOTH])), NOT_ALONE],
  ['was made under another configuration', OTHER_CONFIG, NOT_ALONE],
  ['blames a patch nobody proved', jointOf(ALONE, [BOTH], { left: buildProof() }), NOT_ALONE],
  ['has the same part twice', jointOf([ONE, ONE], [BOTH]), 'names a part twice'],
  ['has one part', jointOf([ONE], [ONE.proposal.patch]), 'has one part only'],
  ['gains nothing', { ...jointOf(ALONE, [BOTH]), gains: [] }, 'claims no gain'],
  ['has another id', { ...jointOf(ALONE, [BOTH]), id: '0'.repeat(14) }, 'is not what its id says'],
  [
    'stands on another commit',
    { ...jointOf(ALONE, [BOTH]), head: 'b'.repeat(40) },
    'is not what its id says',
  ],
])('none that %s', async (_, joint, reason) => {
  expect(await why(joint)).toBe(reason);
});

test('none whose parts failed alone, or are in each other’s way', async () => {
  const failed = [ONE, { ...TWO, outcome: 'slower' as const }];
  expect(await why(jointOf(failed, [BOTH]), failed)).toBe(NOT_ALONE);
  const rivals = [ONE, proof(TEXT.replace('b\n', 'other\n'))];
  expect(await why(jointOf(rivals, [BOTH]), rivals)).toBe('has parts that do not fit each other');
});
