// What is told of proofs over pushes, and what people make of it, on a forge that is only remembered.
import { describe, expect, test } from 'vitest';
import type { PullRequest } from '../../src/change/pull-request.ts';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import type { Proof } from '../../src/prove/proof.ts';
import type { ProofForge } from '../../src/run/proofs/proof-forge.ts';
import { publishProofs, type ProofPublication } from '../../src/run/publish-proofs.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { memoryForge } from '../fakes/memory-forge.ts';
import { memoryProposals } from '../fakes/memory-proposals.ts';
import { quietReport } from '../report/build-report.ts';
import { buildGain, buildProof } from '../report/proposals/build-proof.ts';

const HEAD = 'a'.repeat(40);
const letters = (text: string): string => `${text.split('').join('\n')}\n`;
const TEXT = letters('abcdefghijklmnop');

/** Every line of one file is new in the pull request. */
function open() {
  const forge = memoryForge();
  const memory = memoryProposals({ pullRequest: 7, headSha: HEAD, text: TEXT, comments: forge.comments });
  const live: { value: PullRequest } = {
    value: { ...quietReport().pullRequest, number: 7, head: { sha: HEAD, ref: 'change' } },
  };
  const reader: ProofForge['reader'] = {
    isOpen: () => Promise.resolve(true),
    pullRequest: () => Promise.resolve(live.value),
    changedFiles: () => {
      const patch = `@@ -0,0 +1,16 @@\n${TEXT.trimEnd().replaceAll(/^/gm, '+')}`;
      const file = { filename: 'a.js', status: 'added', additions: 16, deletions: 0, patch };
      return Promise.resolve({ files: [file], truncated: false });
    },
    fileAt: (_commit, path) => Promise.resolve(path === 'a.js' || path === 'b.js' ? TEXT : null),
  };
  const log = fakeLog();
  const tell = async (proofs: readonly Proof[], changes: Partial<ProofPublication> = {}) => {
    const publication = { ...publicationOf(proofs, live.value), ...changes };
    const { told } = await publishProofs(publication, { ...memory, reader, writer: forge.writer }, log);
    return told.map(({ selected, at }) => `${selected.proof.proposal.id} ${at.kind}`);
  };
  const push = (sha: string): void => {
    live.value = { ...live.value, head: { sha, ref: 'change' } };
  };
  return { ...memory, forge, log, tell, push, live };
}

function publicationOf(proofs: readonly Proof[], pullRequest: PullRequest): ProofPublication {
  return {
    report: { ...quietReport(), pullRequest },
    proofs,
    exitGate: null,
    automation: 'assisted',
    comment: 'on-change',
    least: 0.05,
    checkName: 'perfcrew',
    detailsUrl: null,
  };
}

const mend = (letter: string, { path = 'a.js', head = HEAD, ratio = 0.5 } = {}): Proof =>
  buildProof({
    head,
    gains: [buildGain(ratio)],
    proposal: {
      id: `mend-${letter}`,
      patch: unifiedDiff(path, TEXT, TEXT.replace(letter, letter.toUpperCase())),
    },
  });

describe('a no', () => {
  test('by resolving or deleting is remembered', async () => {
    const { tell, said, forge } = open();
    expect(await tell([mend('c'), mend('m')])).toEqual(['mend-c suggested', 'mend-m suggested']);
    const [first] = said;
    if (first !== undefined) first.value = { ...first.value, refused: true };
    said.pop();
    expect(await tell([mend('c'), mend('m')])).toEqual([]);
    expect(said).toHaveLength(1);
    expect(forge.comments[0]?.body.match(/:dismissed/g)).toHaveLength(2);
    said.pop();
    expect(await tell([mend('c'), mend('m')])).toEqual([]);
  });
});

describe('on the next push', () => {
  test('three stand at most, what stands before what is larger', async () => {
    const { tell, said } = open();
    await tell([mend('b', { ratio: 0.9 }), mend('f', { ratio: 0.8 })]);
    expect(await tell([mend('j', { ratio: 0.1 }), mend('m', { ratio: 0.2 })])).toEqual(['mend-j suggested']);
    expect(said).toHaveLength(3);
    const all = ['b', 'f', 'j', 'm'].map((letter) => mend(letter, { ratio: letter === 'm' ? 0.2 : 0.9 }));
    expect((await tell(all)).toSorted()).toEqual([
      'mend-b suggested',
      'mend-f suggested',
      'mend-j suggested',
    ]);
  });

  test('what could not be found out stands, what is disproven is taken back', async () => {
    const { tell, said } = open();
    await tell([mend('c')]);
    for (const outcome of ['untried', 'unmeasured'] as const) {
      await tell([{ ...mend('c'), outcome }]);
      expect(said).toHaveLength(1);
    }
    await tell([{ ...mend('c'), outcome: 'changes-behaviour' }]);
    expect(said).toEqual([]);
  });

  test('a suggestion somebody answered is struck out and stays', async () => {
    const { tell, said } = open();
    await tell([mend('c')]);
    const [first] = said;
    if (first !== undefined) first.value = { ...first.value, answered: true };
    const slower = [{ ...mend('c'), outcome: 'slower' as const }];
    await tell(slower);
    expect(said[0]?.value.body).toMatch(/^<!-- .* withdrawn -->\n~~\*\*.*\*\*~~\n\nTaken back/);
    const before = said[0]?.value.body;
    await tell(slower);
    expect(said.map(({ value }) => value.body)).toEqual([before]);
  });

  test('a suggestion whose lines changed makes place for a new one, in one review', async () => {
    const { tell, said, reviews } = open();
    await tell([mend('c')]);
    const [first] = said;
    if (first !== undefined) first.value = { ...first.value, lines: null };
    await tell([mend('c')]);
    expect(said.map(({ value }) => value.lines)).toEqual([{ first: 3, last: 3 }]);
    expect(said[0]?.value.id).not.toBe(first?.value.id);
    expect(reviews).toHaveLength(2);
  });
});

test('parts of one patch are one review', async () => {
  const { tell, said, reviews } = open();
  const patch = unifiedDiff('a.js', TEXT, TEXT.replace('b', 'B').replace('o', 'O'));
  expect(await tell([buildProof({ head: HEAD, proposal: { id: 'both', patch } })])).toEqual([
    'both suggested',
  ]);
  expect(said.map(({ value }) => value.lines?.first)).toEqual([2, 15]);
  expect(reviews).toHaveLength(1);
});

test('a branch whose name is taken by another idea gets the number behind it', async () => {
  const { tell, pulls, branches } = open();
  const far = mend('c', { path: 'b.js' });
  await tell([far]);
  await branches.rewrite(pulls[0]?.value.number ?? 0, { body: pulls[0]?.value.body ?? '', close: true });
  const other = {
    ...mend('d', { path: 'b.js' }),
    proposal: { ...mend('d', { path: 'b.js' }).proposal, id: 'mend-c' },
  };
  expect(await tell([far, other])).toEqual(['mend-c pulled']);
  expect(pulls.map(({ value }) => value.branch)).toEqual(['perfcrew/mend-c', 'perfcrew/mend-c-7']);
});

test('a patch that does not fit the file is folded, and the log says so', async () => {
  const { tell, log, pulls } = open();
  const lost = buildProof({ head: HEAD, proposal: { id: 'lost', patch: unifiedDiff('b.js', 'x\n', 'y\n') } });
  expect(await tell([lost])).toEqual(['lost folded']);
  expect(pulls).toEqual([]);
  expect(log.lines).toContain('warn The patch lost does not fit the files of aaaaaaaaaa.');
});

test('nothing is told where nothing was tried, on another commit, or without a pull request', async () => {
  const { tell, forge, said, live } = open();
  expect(await tell([])).toEqual([]);
  expect(await tell([mend('c', { head: 'b'.repeat(40) })])).toEqual([]);
  expect(
    await tell([mend('c')], { report: { ...quietReport(), pullRequest: { ...live.value, number: null } } }),
  ).toEqual([]);
  expect([forge.comments, said]).toEqual([[], []]);
});

test('where comments are switched off, suggestions still come, and once', async () => {
  const { tell, forge, said } = open();
  await tell([mend('c')], { comment: 'never' });
  await tell([mend('c')], { comment: 'never' });
  expect([forge.comments.length, said.length]).toEqual([0, 1]);
});
