// What every forge promises that carries proposals: suggestions, branches, notes; the fake ones included.
import { expect, test } from 'vitest';
import type { ForgeBranches, ForgeNotes, ForgeSuggestions, ForgeWriter } from '../../src/ports/forge.ts';

/** A repository with an open pull request of `change` into `main`, which changes lines 3 and 4 of `src/a.js`. */
export interface ProposalsUnderTest extends AsyncDisposable {
  readonly writer: Pick<ForgeWriter, 'writeComment'>;
  readonly suggestions: ForgeSuggestions;
  readonly branches: ForgeBranches;
  readonly notes: ForgeNotes;
  readonly pullRequest: number;
  readonly headSha: string;
  /** Somebody else acts. */
  readonly people: {
    suggest(body: string): Promise<void>;
    comment(body: string): Promise<void>;
    thumbsDown(suggestion: number): Promise<void>;
    resolve(suggestion: number): Promise<void>;
    answer(suggestion: number): Promise<void>;
    closePull(number: number): Promise<void>;
    closeIssue(number: number): Promise<void>;
    /** The tip of the branch afterwards. */
    push(branch: string, text: string): Promise<string>;
  };
  /** Text of `src/a.js` on a branch. */
  fileOn(branch: string): Promise<string>;
  /** Subjects of the commits on `branch` that `change` has not, newest first. */
  subjects(branch: string): Promise<readonly string[]>;
}

/** `src/a.js` on head; on main its lines 3 and 4 are others. */
export const HEAD_TEXT = 'one\ntwo\nThree\nFour\nfive\nsix\nseven\neight\nnine\nten\n';
export const BASE_TEXT = HEAD_TEXT.toLowerCase();

export function forgeProposalsContract(open: () => Promise<ProposalsUnderTest>): void {
  const two = [
    { path: 'src/a.js', startLine: 3, line: 4, body: 'both' },
    { path: 'src/a.js', startLine: 4, line: 4, body: 'last' },
  ];
  const review = ({ suggestions, pullRequest, headSha }: ProposalsUnderTest) =>
    suggestions.review(pullRequest, { headSha, body: 'Two', comments: two });
  const place = { lines: { first: 3, last: 4 }, refused: false, answered: false, path: 'src/a.js' };

  test('suggestions stand on their lines, can be changed, and be taken back more than once', async () => {
    await using forge = await open();
    await review(forge);
    const { suggestions, pullRequest } = forge;
    const [both, last] = await suggestions.onPullRequest(pullRequest);
    expect(both).toMatchObject({ ...place, body: 'both' });
    expect(last).toMatchObject({ ...place, lines: { first: 4, last: 4 }, body: 'last' });
    expect((await suggestions.everywhere()).map(({ body }) => body)).toEqual(['last', 'both']);
    expect((await suggestions.everywhere())[0]).toEqual({ pullRequest, body: 'last', refused: false });
    await suggestions.rewrite(both?.id ?? 0, 'changed');
    await suggestions.remove(last?.id ?? 0);
    await suggestions.remove(last?.id ?? 0);
    expect((await suggestions.onPullRequest(pullRequest)).map(({ body }) => body)).toEqual(['changed']);
  });

  test('what people do with them is told', async () => {
    await using forge = await open();
    const { suggestions, pullRequest, people } = forge;
    await people.suggest('Mine');
    await review(forge);
    await review(forge);
    const [down, resolved, answered] = await suggestions.onPullRequest(pullRequest);
    await people.thumbsDown(down?.id ?? 0);
    await people.resolve(resolved?.id ?? 0);
    await people.answer(answered?.id ?? 0);
    const told = await suggestions.onPullRequest(pullRequest);
    expect(told.map(({ refused }) => refused)).toEqual([true, true, false, false]);
    expect(told.map((one) => one.answered)).toEqual([false, false, true, false]);
    const everywhere = await suggestions.everywhere();
    expect([everywhere[0]?.refused, everywhere.at(-1)?.refused]).toEqual([false, true]);
  });

  test('they move with their lines, and stand nowhere when those are changed', async () => {
    await using forge = await open();
    await review(forge);
    await forge.people.push('change', `zero\n${HEAD_TEXT.replace('Three', 'drei')}`);
    const told = await forge.suggestions.onPullRequest(forge.pullRequest);
    expect(told.map(({ lines }) => lines)).toEqual([null, { first: 5, last: 5 }]);
  });

  test('a branch gets its commits once, and only from where it is known to be', async () => {
    await using forge = await open();
    const { branches, headSha, people } = forge;
    const push = (text: string, replaces: string | null, onto = headSha) =>
      branches.push({
        branch: 'perfcrew/one',
        onto,
        replaces,
        commits: ['perf: a', 'perf: b'].map((message, index) => ({
          message,
          files: [{ path: 'src/a.js', text: `${text}${index}\r\n` }],
        })),
      });
    const first = await push('A', null);
    if (first.status !== 'pushed') throw new Error(first.reason);
    expect(await forge.fileOn('perfcrew/one')).toBe('A1\r\n');
    expect(await forge.subjects('perfcrew/one')).toEqual(['perf: b', 'perf: a']);
    expect((await push('B', null)).status).toBe('refused');
    const second = await push('B', first.tip);
    if (second.status !== 'pushed') throw new Error(second.reason);
    expect(await forge.subjects('perfcrew/one')).toHaveLength(2);
    const theirs = await people.push('perfcrew/one', 'theirs\n');
    expect(await push('C', second.tip)).toMatchObject({ status: 'refused' });
    expect(await forge.fileOn('perfcrew/one')).toBe('theirs\n');
    expect((await push('D', theirs, theirs)).status).toBe('pushed');
    expect(
      (await branches.push({ branch: 'gone', onto: headSha, replaces: headSha, commits: [] })).status,
    ).toBe('refused');
  });

  test('pull requests are told with what became of them', async () => {
    await using forge = await open();
    const { branches, headSha, people } = forge;
    const commits = [{ message: 'perf: a', files: [{ path: 'src/a.js', text: 'A\n' }] }];
    const numbers: number[] = [];
    for (const branch of ['perfcrew/one', 'perfcrew/two', 'other']) {
      const pushed = await branches.push({ branch, onto: headSha, replaces: null, commits });
      expect(pushed.status).toBe('pushed');
      numbers.push(await branches.open({ branch, into: 'change', title: branch, body: `of ${branch}` }));
    }
    const [one = 0, two = 0] = numbers;
    await people.closePull(two);
    await branches.rewrite(one, { title: 'New', body: 'new', close: false });
    const told = await branches.pulls('perfcrew/');
    expect(told).toMatchObject([
      { number: two, branch: 'perfcrew/two', into: 'change', state: 'closed', body: 'of perfcrew/two' },
      { number: one, branch: 'perfcrew/one', into: 'change', state: 'open', body: 'new' },
    ]);
    // Without its branch it would be closed.
    await branches.drop('perfcrew/one', told[1]?.headSha ?? '');
    await branches.rewrite(one, { body: 'over', close: true });
    const [closed] = await branches.pulls('perfcrew/o');
    expect(closed?.state).toBe('closed');
    const again = { branch: 'perfcrew/one', onto: headSha, replaces: null, commits };
    await branches.drop('perfcrew/one', headSha);
    expect(await branches.push(again)).toEqual({ status: 'pushed', tip: closed?.headSha });
    const other = [{ message: 'perf: a', files: [{ path: 'src/a.js', text: 'B\n' }] }];
    expect((await branches.push({ ...again, commits: other })).status).toBe('refused');
    await branches.drop('perfcrew/one', closed?.headSha ?? '');
    await branches.drop('perfcrew/one', closed?.headSha ?? '');
    expect((await branches.push(again)).status).toBe('pushed');
  });

  test('comments are its own, newest first, and keep the line they are to keep', async () => {
    await using forge = await open();
    const { writer, notes, pullRequest, people } = forge;
    await people.comment('<!-- m -->\n<!-- keep 9 -->');
    const write = (body: string, kept?: string) =>
      writer.writeComment(pullRequest, {
        marker: '<!-- m -->',
        body: `<!-- m -->\n${body}`,
        create: true,
        ...(kept === undefined ? {} : { kept }),
      });
    await write('<!-- keep 1 -->\nfirst', '<!-- keep ');
    await write('second', '<!-- keep ');
    const told = async () => (await notes.comments()).map(({ body }) => body);
    expect(await told()).toEqual(['<!-- m -->\n<!-- keep 1 -->\nsecond']);
    await write('<!-- keep 2 -->\nthird', '<!-- keep ');
    expect(await told()).toEqual(['<!-- m -->\n<!-- keep 2 -->\nthird']);
    await write('fourth');
    expect(await notes.comments()).toEqual([{ pullRequest, body: '<!-- m -->\nfourth', refused: false }]);
  });

  test('an issue is opened once, though somebody closes it', async () => {
    await using forge = await open();
    const issue = { marker: '<!-- h 1 -->', title: 'Open', body: '<!-- h 1 -->\nText' };
    const first = await forge.notes.openIssue(issue);
    expect(first.opened).toBe(true);
    await forge.people.closeIssue(first.number);
    expect(await forge.notes.openIssue(issue)).toEqual({ number: first.number, opened: false });
    const other = { marker: '<!-- h 2 -->', title: 'Open', body: '<!-- h 2 -->\nText' };
    expect((await forge.notes.openIssue(other)).number).not.toBe(first.number);
  });
}
