// The text of a pull request that carries a patch: its reasons keep their lines, and no step is told twice.
import { expect, test } from 'vitest';
import { renderPull } from '../../../src/report/proposals/render-pull.ts';
import { selectProofs } from '../../../src/report/proposals/select-proofs.ts';
import type { Proof } from '../../../src/prove/proof.ts';
import { buildProof } from './build-proof.ts';

function bodyOf(changes: Partial<Proof>): string {
  const proof = {
    ...buildProof({ proposal: { why: 'The index is lost.\n\nSeq Scan @all.\nIt takes 1 MB.' } }),
    ...changes,
  };
  const [selected] = selectProofs([proof], { dismissed: new Set(), raised: new Set(), least: 0.05 });
  if (selected === undefined) throw new Error('Nothing was selected.');
  return renderPull(selected, { parent: 1, tip: 'a'.repeat(40) }).body;
}

test('reasons of several lines keep them, each as plain text', () => {
  expect(bodyOf({})).toContain('\n\nThe index is lost.  \nSeq Scan @&#8203;all.  \nIt takes 1 MB.\n\n');
});

test('its title closes nobody’s issue when it is squashed into a commit', () => {
  const proof = buildProof({ proposal: { title: 'Faster, fixes #12 for @all' } });
  const [selected] = selectProofs([proof], { dismissed: new Set(), raised: new Set(), least: 0.05 });
  if (selected === undefined) throw new Error('Nothing was selected.');
  expect(renderPull(selected, { parent: 1, tip: 'a'.repeat(40) }).title).toBe(
    'perf: Faster, fixes  12 for  all',
  );
});
