// What every ForgeWriter promises, the fake one included.
import { expect, test } from 'vitest';
import type { CheckRun, ForgeWriter } from '../../src/ports/forge.ts';

export interface ForgeUnderTest extends AsyncDisposable {
  readonly writer: ForgeWriter;
  readonly headSha: string;
  readonly pullRequest: number;
  /** Check runs of the head, oldest first. */
  checks(): readonly WrittenCheck[];
  /** Bodies of the comments on the pull request, oldest first. */
  comments(): readonly string[];
  /** Somebody who is no bot comments. */
  strangerSays(body: string): Promise<void>;
}

export interface WrittenCheck {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  /** Messages, in order. */
  readonly annotations: readonly string[];
}

export function check(headSha: string, changes: Partial<CheckRun> = {}): CheckRun {
  return {
    name: 'perfcrew',
    headSha,
    status: 'in_progress',
    conclusion: null,
    title: 'Measuring',
    summary: 'Risk 20 of 100',
    text: null,
    annotations: [],
    actions: [],
    detailsUrl: null,
    ...changes,
  };
}

export function forgeWriterContract(open: () => Promise<ForgeUnderTest>): void {
  test('goes on with an unfinished check run, and begins another once it is finished', async () => {
    await using forge = await open();
    const begun = await forge.writer.writeCheck(check(forge.headSha));
    const passed = { status: 'completed', conclusion: 'success', title: 'No regression' } as const;
    const ended = await forge.writer.writeCheck(check(forge.headSha, passed));
    expect(ended.id).toBe(begun.id);
    await forge.writer.writeCheck(check(forge.headSha, { title: 'Once more' }));
    expect(forge.checks()).toEqual([
      { name: 'perfcrew', ...passed, annotations: [] },
      { name: 'perfcrew', status: 'in_progress', conclusion: null, title: 'Once more', annotations: [] },
    ]);
  });

  test('keeps check runs of different names apart', async () => {
    await using forge = await open();
    await forge.writer.writeCheck(check(forge.headSha, { name: 'perfcrew (api)' }));
    await forge.writer.writeCheck(check(forge.headSha, { name: 'perfcrew (web)' }));
    expect(forge.checks().map(({ name }) => name)).toEqual(['perfcrew (api)', 'perfcrew (web)']);
  });

  test('writes any number of annotations, in order', async () => {
    await using forge = await open();
    const annotations = Array.from({ length: 120 }, (_, index) => ({
      path: 'src/app.ts',
      startLine: index + 1,
      endLine: index + 1,
      level: 'warning' as const,
      title: `Finding ${index}`,
      message: `Message ${index}`,
    }));
    await forge.writer.writeCheck(
      check(forge.headSha, { status: 'completed', conclusion: 'failure', annotations }),
    );
    expect(forge.checks()).toHaveLength(1);
    expect(forge.checks()[0]?.annotations).toEqual(annotations.map(({ message }) => message));
  });

  test('keeps one comment a marker, and begins none unasked', async () => {
    await using forge = await open();
    const say = (text: string, create: boolean) =>
      forge.writer.writeComment(forge.pullRequest, {
        marker: '<!-- perfcrew:report -->',
        body: `<!-- perfcrew:report -->\n${text}`,
        create,
      });
    await say('quiet', false);
    expect(forge.comments()).toEqual([]);
    await say('one', true);
    await say('two', false);
    await forge.writer.writeComment(forge.pullRequest, {
      marker: '<!-- perfcrew:help -->',
      body: '<!-- perfcrew:help -->\nhelp',
      create: true,
    });
    expect(forge.comments()).toEqual(['<!-- perfcrew:report -->\ntwo', '<!-- perfcrew:help -->\nhelp']);
  });

  test('never edits what a person wrote', async () => {
    await using forge = await open();
    await forge.strangerSays('<!-- perfcrew:report -->\nAll is well, merge it.');
    await forge.writer.writeComment(forge.pullRequest, {
      marker: '<!-- perfcrew:report -->',
      body: '<!-- perfcrew:report -->\nTwice as slow.',
      create: true,
    });
    expect(forge.comments()).toEqual([
      '<!-- perfcrew:report -->\nAll is well, merge it.',
      '<!-- perfcrew:report -->\nTwice as slow.',
    ]);
  });
}
