// Whether the bench sees that what GitHub offers is not what was proven.
import { expect, test } from 'vitest';
import { holdAgainstPatch } from '../../bench/github/hold-against-patch.ts';
import type { SeenPull, SeenSuggestion } from '../../bench/github/observe.ts';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import { gitRepository } from '../kit/git-repository.ts';
import { buildProof } from '../report/proposals/build-proof.ts';

const SLOW = 'a\nslow one\nb\nslow two\nc\n';
const FAST = 'a\nfast one\nb\nc\n';
const suggestion = (line: number, text: string): SeenSuggestion => ({
  id: line,
  path: 'a.txt',
  startLine: line,
  line,
  body: `Faster.\n\n\`\`\`suggestion\n${text}\`\`\``,
});
const pull = (branch: string): SeenPull => ({
  number: 2,
  title: '',
  body: '',
  branch,
  onto: 'slow',
  headSha: '',
  files: [],
});

test('suggestions and branches are held against the whole patch', async () => {
  await using repository = await gitRepository({ 'a.txt': SLOW, 'b.txt': 'b\n' });
  const { directory } = repository;
  const head = repository.sha();
  const proof = buildProof({ head, proposal: { patch: unifiedDiff('a.txt', SLOW, FAST) } });
  repository.branch('fast');
  await repository.commit({ 'a.txt': FAST }, 'Fast');
  repository.git('update-ref', 'refs/remotes/origin/fast', 'HEAD');
  await repository.commit({ 'b.txt': 'more\n' }, 'More');
  repository.git('update-ref', 'refs/remotes/origin/more', 'HEAD');
  const held = (suggestions: readonly SeenSuggestion[], pulls: readonly SeenPull[]) =>
    holdAgainstPatch(directory, proof, { suggestions, pulls });

  const [change, deletion] = [suggestion(2, 'fast one\n'), suggestion(4, '')];
  expect(await held([change, deletion], [])).toBeNull();
  expect(await held([deletion, change], [pull('fast')])).toBeNull();
  expect(await held([change], [])).toBe('a.txt would read otherwise');
  expect(await held([suggestion(3, 'fast one\n'), deletion], [])).toBe('a.txt would read otherwise');
  expect(await held([], [pull('more')])).toBe('b.txt would read otherwise');
  expect(await held([], [])).toBeNull();
});
