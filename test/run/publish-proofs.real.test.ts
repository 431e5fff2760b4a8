// From proofs to a suggestion, a pull request and a comment, on a GitHub with real repositories.
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import { Problem } from '../../src/core/problem.ts';
import { openForgeBranches } from '../../src/io/forge/branch.ts';
import { openForgeHistory } from '../../src/io/forge/history.ts';
import { openForgeNotes } from '../../src/io/forge/note.ts';
import { openForgeReader } from '../../src/io/forge/read-forge.ts';
import { openForgeSuggestions } from '../../src/io/forge/suggest.ts';
import { openForgeWriter } from '../../src/io/forge/write-forge.ts';
import type { Proof } from '../../src/prove/proof.ts';
import type { ProofForge } from '../../src/run/proofs/proof-forge.ts';
import { publish } from '../../src/run/publish.ts';
import { publishProofs, type ProofPublication } from '../../src/run/publish-proofs.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { gitText } from '../github/git/run-git.ts';
import { client } from '../github/test-client.ts';
import { startShop, type Shop } from '../io/forge/shop.ts';
import { quietReport } from '../report/build-report.ts';
import { buildGain, buildProof, FAST, SLOW } from '../report/proposals/build-proof.ts';
import { jointOf } from '../report/proposals/joint-of.ts';

const RIGHTS = { checks: 'write', contents: 'write', issues: 'write', pull_requests: 'write' } as const;
const FAR_SLOW = SLOW.replaceAll('one', 'far');
const FAR_FAST = FAST.replaceAll('one', 'far');
const files = {
  base: { 'src/one.js': SLOW.replace('filter(find)[0]', 'at(0)'), 'src/far.js': FAR_SLOW },
  head: { 'src/one.js': SLOW },
};
const gate = {
  document: 'exit-gate',
  version: 1,
  conclusion: 'open',
  verdict: 'fail',
  targets: [],
  reasons: [],
} as const;

function forgeOf(shop: Shop, rights: Parameters<Shop['requester']>[0] = RIGHTS): ProofForge {
  const requester = shop.requester(rights);
  return {
    reader: openForgeReader(requester, shop.name),
    writer: openForgeWriter(requester, { repository: shop.name, door: 'action' }),
    suggestions: openForgeSuggestions(requester, shop.name),
    branches: openForgeBranches(requester, shop.name),
    notes: openForgeNotes(requester, shop.name),
    history: openForgeHistory(requester, shop.name),
  };
}

const near = (head: string): Proof =>
  buildProof({ head, proposal: { id: 'near', patch: unifiedDiff('src/one.js', SLOW, FAST) } });
const far = (head: string): Proof =>
  buildProof({
    head,
    gains: [buildGain(0.8)],
    proposal: { id: 'far', title: 'Stop far away', patch: unifiedDiff('src/far.js', FAR_SLOW, FAR_FAST) },
  });
const slow = (head: string): Proof => buildProof({ head, outcome: 'not-faster' });

/** What head and all of them differ by, path by path. */
const ALL_FAST = [unifiedDiff('src/one.js', SLOW, FAST), unifiedDiff('src/far.js', FAR_SLOW, FAR_FAST)];

async function labelled(shop: Shop): Promise<string> {
  const alice = client(shop.github, shop.alice.token).rest;
  await alice.issues.addLabels({ ...shop.name, issue_number: 1, labels: ['perfcrew:auto'] });
  return head(shop);
}

function publicationOf(head: string, changes: Partial<ProofPublication> = {}): ProofPublication {
  const report = quietReport();
  return {
    report: {
      ...report,
      pullRequest: { ...report.pullRequest, number: 1, head: { sha: head, ref: 'change' } },
    },
    proofs: [near(head), far(head), slow(head)],
    exitGate: null,
    automation: 'assisted',
    comment: 'on-change',
    least: 0.05,
    checkName: 'perfcrew',
    detailsUrl: null,
    ...changes,
  };
}

const head = (shop: Shop): string => shop.pull.pull.headSha;
const kinds = ({ told }: Awaited<ReturnType<typeof publishProofs>>) =>
  told.map(({ selected, at }) => `${selected.proof.proposal.id} ${at.kind}`);
const report = (shop: Shop): string => shop.github.comments({ number: 1 })[0]?.body ?? '';
const onBranch = (shop: Shop, branch: string, path: string) =>
  gitText(shop.repository.directory, ['show', `${branch}:${path}`]);

describe('assisted', () => {
  test('a suggestion where it fits, a pull request where it does not, one comment; and nothing new the second time', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    const publication = publicationOf(head(shop));
    const log = fakeLog();
    expect(kinds(await publishProofs(publication, forge, log))).toEqual(['near suggested', 'far pulled']);

    const [suggestion, ...others] = shop.github.reviewComments();
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({ path: 'src/one.js', line: 3, startLine: null });
    expect(suggestion?.body).toContain('```suggestion\nexport const one = (all) => all.find(find);\n```');
    expect(`${await onBranch(shop, 'perfcrew/far', 'src/far.js')}\n`).toBe(FAR_FAST);
    expect(`${await onBranch(shop, 'perfcrew/far', 'src/one.js')}\n`).toBe(SLOW);
    expect(
      await gitText(shop.repository.directory, ['log', '--format=%s%n%b', 'change..perfcrew/far']),
    ).toMatch(/^perf: Stop far away\n[^]*Perfcrew-Proof: [0-9a-f]{14}/);
    const pull = [...shop.repository.repository.issues.values()][1];
    expect(pull).toMatchObject({ number: 2, title: 'perf: Stop far away', pull: { baseRef: 'change' } });
    expect(report(shop)).toContain('ready in #2');
    expect(report(shop)).toContain('Tried 3: 2 proven, 1 not faster.');

    const before = shop.github.requests().length;
    const again = await publishProofs(publication, forge, log);
    expect(kinds(again)).toEqual(['near suggested', 'far pulled']);
    const writes = shop.github
      .requests()
      .slice(before)
      .filter(({ method, template }) => method !== 'GET' && template !== '/graphql')
      .map(({ method, template }) => `${method} ${template ?? ''}`);
    expect(writes).toEqual(['PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}']);
    expect(shop.github.comments()).toHaveLength(1);
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });

  test('the next push brings everything up to date in place', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    await publishProofs(publicationOf(head(shop)), forge, fakeLog());
    const [first] = shop.github.reviewComments();
    const moved = await shop.repository.push({ 'README.md': 'News\n' }, { branch: 'change' });
    await publish(
      {
        report: publicationOf(moved).report,
        checkName: 'perfcrew',
        comment: 'always',
        detailsUrl: null,
        buttons: false,
      },
      openForgeWriter(shop.requester(RIGHTS), { repository: shop.name, door: 'action' }),
      fakeLog(),
    );
    expect(kinds(await publishProofs(publicationOf(moved), forge, fakeLog()))).toEqual([
      'near suggested',
      'far pulled',
    ]);
    expect(shop.github.reviewComments().map(({ id }) => id)).toEqual([first?.id]);
    expect(shop.github.reviewComments()[0]?.body).toContain(`onto=${moved}`);
    expect(await gitText(shop.repository.directory, ['rev-parse', 'perfcrew/far^'])).toBe(moved);
    expect(shop.repository.repository.issues.size).toBe(2);
    expect(shop.github.comments()).toHaveLength(1);

    // Now it holds no longer.
    const worse = publicationOf(moved, {
      proofs: [near(moved), far(moved)].map((proof) => ({ ...proof, outcome: 'slower' as const })),
    });
    expect(kinds(await publishProofs(worse, forge, fakeLog()))).toEqual([]);
    expect(shop.github.reviewComments()).toEqual([]);
    expect(shop.repository.repository.issues.get(2)?.state).toBe('closed');
    // And now it does again: what perfcrew took back itself nobody has turned down.
    const branches = await gitText(shop.repository.directory, ['branch', '--format=%(refname:short)']);
    expect(branches).toBe('change\nmain');
    expect(kinds(await publishProofs(publicationOf(moved), forge, fakeLog()))).toEqual([
      'near suggested',
      'far pulled',
    ]);
  });

  test('a branch somebody else went on with is left to them', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    await publishProofs(publicationOf(head(shop)), forge, fakeLog());
    await shop.repository.push({ 'mine.js': '1\n' }, { branch: 'perfcrew/far' });
    const moved = await shop.repository.push({ 'README.md': 'News\n' }, { branch: 'change' });
    await publishProofs(publicationOf(moved), forge, fakeLog());
    expect(await onBranch(shop, 'perfcrew/far', 'mine.js')).toBe('1');
  });

  test('a commit that was pushed meanwhile is not told of another one', async () => {
    await using shop = await startShop(files);
    const old = head(shop);
    await shop.repository.push({ 'README.md': 'News\n' }, { branch: 'change' });
    expect(kinds(await publishProofs(publicationOf(old), forgeOf(shop), fakeLog()))).toEqual([]);
    expect(shop.github.comments()).toEqual([]);
  });

  test('a pull request that was closed meanwhile is left in peace, its branch above all', async () => {
    await using shop = await startShop(files);
    const sha = await labelled(shop);
    const alice = client(shop.github, shop.alice.token).rest;
    await alice.pulls.update({ ...shop.name, pull_number: 1, state: 'closed' });
    const log = fakeLog();
    const publication = publicationOf(sha, { automation: 'auto', proofs: [near(sha)], exitGate: gate });
    expect(await publishProofs(publication, forgeOf(shop), log)).toEqual({ told: [], handoff: null });
    expect(await shop.repository.tip('change')).toBe(sha);
    expect(shop.github.comments()).toEqual([]);
    expect(log.lines.join('\n')).toContain('#1 is closed: no patches are told.');
  });

  test('where no pull request may be opened, no branch is left behind, and the next run makes both', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    const open = () =>
      Promise.reject(new Problem('forge-refused', { what: 'Not permitted.', mend: 'Permit it.' }));
    const publication = publicationOf(head(shop));
    const strict = { ...forge, branches: { ...forge.branches, open } };
    expect(kinds(await publishProofs(publication, strict, fakeLog()))).toEqual([
      'near suggested',
      'far folded',
    ]);
    const branches = await gitText(shop.repository.directory, ['branch', '--format=%(refname:short)']);
    expect(branches).toBe('change\nmain');
    expect(kinds(await publishProofs(publication, forge, fakeLog()))).toEqual([
      'near suggested',
      'far pulled',
    ]);
  });

  test('a branch of a job that was stopped before it could open its pull request is gone on with', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    const publication = publicationOf(head(shop));
    const open = () => Promise.reject(new Error('stopped'));
    const stopped = { ...forge, branches: { ...forge.branches, open, drop: () => Promise.resolve() } };
    await expect(publishProofs(publication, stopped, fakeLog())).rejects.toThrow('stopped');
    expect(kinds(await publishProofs(publication, forge, fakeLog()))).toEqual([
      'near suggested',
      'far pulled',
    ]);
  });

  test('a pull request of somebody else for the branch is left alone, and the others get theirs', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    const alice = client(shop.github, shop.alice.token).rest;
    const sha = head(shop);
    const new1 = buildProof({
      head: sha,
      gains: [buildGain(0.5)],
      proposal: { id: 'new', title: 'New', patch: unifiedDiff('src/new.js', null, '1\n') },
    });
    const branches: ProofForge['branches'] = {
      ...forge.branches,
      async open(pull) {
        const { branch, into, title } = pull;
        if (branch === 'perfcrew/new')
          await alice.pulls.create({ ...shop.name, head: branch, base: into, title });
        return await forge.branches.open(pull);
      },
    };
    const log = fakeLog();
    const publication = publicationOf(sha, { proofs: [new1, far(sha)] });
    const { told } = await publishProofs(publication, { ...forge, branches }, log);
    expect(kinds({ told, handoff: null })).toEqual(['new folded', 'far pulled']);
    expect(shop.repository.repository.issues.get(2)).toMatchObject({ title: 'perf: New', state: 'open' });
    expect(log.lines.join('\n')).toContain(
      'A pull request already exists for alice:perfcrew/new. Go on with the pull request that is open',
    );
  });

  test('lines that a push in between took away are told in the comment', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    const { review } = forge.suggestions;
    const suggestions: ProofForge['suggestions'] = {
      ...forge.suggestions,
      async review(number, { comments, ...rest }) {
        await shop.repository.push({ 'README.md': 'News\n' }, { branch: 'change' });
        const gone = comments.map((one) => ({ ...one, path: 'src/gone.js' }));
        await review(number, { ...rest, comments: gone });
      },
    };
    const log = fakeLog();
    expect(kinds(await publishProofs(publicationOf(head(shop)), { ...forge, suggestions }, log))).toEqual([
      'near folded',
      'far pulled',
    ]);
    expect(log.lines.join('\n')).toContain('Run the job again for the latest commit.');
  });

  test('without contents: write the patch stands in the comment, and the log names what to grant', async () => {
    await using shop = await startShop(files);
    const log = fakeLog();
    const forge = forgeOf(shop, { ...RIGHTS, contents: 'read' });
    expect(kinds(await publishProofs(publicationOf(head(shop)), forge, log))).toEqual([
      'near suggested',
      'far folded',
    ]);
    expect(report(shop)).toContain('git apply fast.patch');
    expect(log.lines.join('\n')).toContain('Grant `contents: write` to the job or the App.');
  });
});

describe('a no', () => {
  test('by a thumbs-down is remembered on this pull request and the next', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    const only = (sha: string) => publicationOf(sha, { proofs: [near(sha)] });
    await publishProofs(only(head(shop)), forge, fakeLog());
    const comment_id = shop.github.reviewComments()[0]?.id ?? 0;
    const down = { ...shop.name, comment_id, content: '-1' } as const;
    await client(shop.github, shop.alice.token).rest.reactions.createForPullRequestReviewComment(down);
    const count = shop.github.reviewComments().length;
    const moved = await shop.repository.push({ 'README.md': 'News\n' }, { branch: 'change' });
    expect(kinds(await publishProofs(only(moved), forge, fakeLog()))).toEqual([]);
    expect(shop.github.reviewComments()).toHaveLength(count);
    expect(report(shop).split('\n')[1]).toMatch(/^<!-- perfcrew:ideas [0-9a-f]{14}:dismissed -->$/);

    const other = await shop.repository.push({ 'src/one.js': SLOW }, { branch: 'other' });
    await shop.repository.openPullRequest({ head: 'other' });
    const { pullRequest } = only(other).report;
    const second = {
      ...only(other),
      report: { ...quietReport(), pullRequest: { ...pullRequest, number: 2 } },
    };
    expect(kinds(await publishProofs(second, forge, fakeLog()))).toEqual([]);
  });

  test('by closing the pull request is remembered; words of others are not read', async () => {
    await using shop = await startShop(files);
    const forge = forgeOf(shop);
    const only = (sha: string) => publicationOf(sha, { proofs: [far(sha)] });
    const alice = client(shop.github, shop.alice.token).rest;
    await publishProofs(only(head(shop)), forge, fakeLog());
    // Somebody pastes perfcrew's own hidden line with another answer.
    const body = report(shop).replace(':pulled', ':dismissed');
    await alice.issues.createComment({ ...shop.name, issue_number: 1, body });
    expect(kinds(await publishProofs(only(head(shop)), forge, fakeLog()))).toEqual(['far pulled']);
    await alice.pulls.update({ ...shop.name, pull_number: 2, state: 'closed' });
    expect(kinds(await publishProofs(only(head(shop)), forge, fakeLog()))).toEqual([]);
    expect(shop.repository.repository.issues.size).toBe(2);
  });
});

describe('levels', () => {
  test('manual writes nothing but the comment', async () => {
    await using shop = await startShop(files);
    const publication = publicationOf(head(shop), { automation: 'manual' });
    expect(kinds(await publishProofs(publication, forgeOf(shop), fakeLog()))).toEqual([
      'near folded',
      'far folded',
    ]);
    expect(shop.github.reviewComments()).toEqual([]);
    expect(shop.repository.repository.issues.size).toBe(1);
    expect(report(shop)).toContain('+export const far = (all) => all.find(find);');
  });

  test('auto commits what is of low risk where the label says so, one commit a phase', async () => {
    await using shop = await startShop(files);
    const alice = client(shop.github, shop.alice.token).rest;
    await alice.issues.addLabels({ ...shop.name, issue_number: 1, labels: ['perfcrew:auto'] });
    const sha = head(shop);
    const index = buildProof({
      head: sha,
      proposal: {
        id: 'index',
        kind: 'create-index',
        patch: unifiedDiff('db/1.sql', null, 'create index on a (b);\n'),
      },
    });
    const parts = [near(sha), far(sha), index];
    const joint = jointOf(parts, [...ALL_FAST, unifiedDiff('db/1.sql', null, 'create index on a (b);\n')]);
    const publication = publicationOf(sha, { automation: 'auto', proofs: [...parts, joint], exitGate: gate });
    const published = await publishProofs(publication, forgeOf(shop), fakeLog());
    expect(kinds(published).toSorted()).toEqual(['far applied', 'index applied', 'near applied']);
    const subjects = await gitText(shop.repository.directory, ['log', '--format=%s', `${sha}..change`]);
    expect(subjects).toBe('perf: do less work for the same answer\nperf: Stop at the first match');
    const bodies = await gitText(shop.repository.directory, ['log', '--format=%b', `${sha}..change`]);
    expect(bodies.match(/^Perfcrew-Proof: /gm)).toHaveLength(3);
    expect(bodies.match(new RegExp(`^Perfcrew-Proof-Together: ${joint.id}$`, 'gm'))).toHaveLength(2);
    expect(report(shop)).toContain('All 3 together: latency p50 of GET /one 100 ms → 30 ms');
    expect(report(shop)).not.toContain('Only the best one');
    expect(`${await onBranch(shop, 'change', 'src/one.js')}\n`).toBe(FAST);
    expect(`${await onBranch(shop, 'change', 'src/far.js')}\n`).toBe(FAR_FAST);
    expect(await onBranch(shop, 'change', 'db/1.sql')).toBe('create index on a (b);');
    expect(published.handoff).toBe(2);
    expect(await publishProofs(publication, forgeOf(shop), fakeLog())).toEqual({ told: [], handoff: null });
  });

  test('auto commits nothing to the default branch, though it be the head', async () => {
    await using shop = await startShop(files);
    const sha = await labelled(shop);
    shop.repository.repository.defaultBranch = 'change';
    const publication = publicationOf(sha, { automation: 'auto', proofs: [near(sha)] });
    expect(kinds(await publishProofs(publication, forgeOf(shop), fakeLog()))).toEqual(['near suggested']);
    expect(head(shop)).toBe(sha);
  });

  test('auto commits those that fit, and offers the one that was left out', async () => {
    await using shop = await startShop(files);
    const sha = await labelled(shop);
    const other = buildProof({
      head: sha,
      gains: [buildGain(0.6)],
      proposal: {
        id: 'other',
        title: 'Another way',
        patch: unifiedDiff('src/one.js', SLOW, SLOW.replace('filter', 'list')),
      },
    });
    const parts = [near(sha), far(sha)];
    const joint = jointOf(parts, ALL_FAST, { left: other });
    const publication = publicationOf(sha, { automation: 'auto', proofs: [...parts, other, joint] });
    expect(kinds(await publishProofs(publication, forgeOf(shop), fakeLog())).toSorted()).toEqual([
      'far applied',
      'near applied',
      'other suggested',
    ]);
    expect(report(shop)).toContain('2 of 3 together: ');
    expect(report(shop)).toContain('left out, as it does not apply any more: “Another way”');
  });

  test('where they were not proven together for want of time, auto commits the best one alone', async () => {
    await using shop = await startShop(files);
    const sha = await labelled(shop);
    const parts = [near(sha), far(sha)];
    const reason = 'It takes about 9.0 minutes, and 1.0 were left.';
    const joint = jointOf(parts, ALL_FAST, { outcome: 'untried', reason });
    const publication = publicationOf(sha, { automation: 'auto', proofs: [...parts, joint] });
    expect(kinds(await publishProofs(publication, forgeOf(shop), fakeLog()))).toEqual([
      'near applied',
      'far pulled',
    ]);
    expect(report(shop)).toMatch(
      /Not proven together: It takes about 9\.0 minutes, and 1\.0 were left\.\n\nOnly the best one is committed: nothing shows that the 2/,
    );
    const bodies = await gitText(shop.repository.directory, ['log', '--format=%b', `${sha}..change`]);
    expect(bodies).not.toContain('Together');
  });

  test('auto without the label, or without tests, is assisted', async () => {
    await using shop = await startShop(files);
    const sha = head(shop);
    const auto = { automation: 'auto', proofs: [near(sha)] } as const;
    expect(kinds(await publishProofs(publicationOf(sha, auto), forgeOf(shop), fakeLog()))).toEqual([
      'near suggested',
    ]);
    const alice = client(shop.github, shop.alice.token).rest;
    await alice.issues.addLabels({ ...shop.name, issue_number: 1, labels: ['perfcrew:auto'] });
    const untested = { ...far(sha), checks: far(sha).checks.filter(({ check }) => check !== 'passes tests') };
    const second = publicationOf(sha, { automation: 'auto', proofs: [untested] });
    expect(kinds(await publishProofs(second, forgeOf(shop), fakeLog()))).toEqual(['far pulled']);
    expect(await shop.repository.tip('change')).toBe(sha);
  });

  test('a fork gets suggestions, and no branch ever', async () => {
    await using shop = await startShop(files);
    const bob = shop.github.createUser('bob');
    const fork = await shop.repository.fork(bob);
    const sha = await fork.push({ 'src/one.js': SLOW }, { branch: 'mine', by: bob });
    const pull = await shop.repository.openPullRequest({ head: 'mine', from: fork, by: bob });
    const publication = publicationOf(sha, { automation: 'auto' });
    const { pullRequest } = publication.report;
    const onFork = {
      ...publication,
      report: { ...publication.report, pullRequest: { ...pullRequest, number: pull.number } },
    };
    expect(kinds(await publishProofs(onFork, forgeOf(shop), fakeLog()))).toEqual([
      'near suggested',
      'far folded',
    ]);
    expect(shop.github.comments({ number: pull.number })[0]?.body).toContain('git apply fast.patch');
    expect(shop.repository.repository.issues.size).toBe(2);
  });
});

test('a document that calls a dangerous patch proven gets nowhere', async () => {
  await using shop = await startShop(files);
  const sha = head(shop);
  const patches = [
    unifiedDiff('.github/workflows/ci.yml', null, 'on: push\n'),
    unifiedDiff('package.json', null, '{}\n'),
    unifiedDiff('../outside.js', null, '1\n'),
    unifiedDiff('src/one.js', SLOW, `${SLOW}// \u202e hidden\n`),
    unifiedDiff('src/new.js', null, '1\n').replace('100644', '120000'),
    unifiedDiff('src/new.js', null, '1\n').replace('100644', '100755'),
    unifiedDiff('src/one.js', SLOW, null),
  ];
  const proofs = patches.map((patch) => buildProof({ head: sha, proposal: { patch } }));
  const log = fakeLog();
  const published = await publishProofs(publicationOf(sha, { proofs }), forgeOf(shop), log);
  expect(published.told).toEqual([]);
  expect(log.lines.filter((line) => line.includes('is not told: it '))).toHaveLength(patches.length);
  expect(shop.github.requests().some(({ template }) => template?.includes('/git/') === true)).toBe(false);
});
