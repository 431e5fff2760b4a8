// What was tried and did not hold is told too, in one line: a reader trusts a claim more who sees what was thrown away.
import type { Proof } from '../../prove/proof.ts';

/** In the order they are told. */
const WORDS: readonly (readonly [outcome: string, words: string])[] = [
  ['proven', 'proven'],
  ['beaten', 'beaten by a better one'],
  ['not-faster', 'not faster'],
  ['slower', 'slower'],
  ['changes-behaviour', 'changed behaviour'],
  ['fails-tests', 'failed tests'],
  ['fails-build', 'did not build'],
  ['does-not-apply', 'did not apply'],
  ['tampers', 'refused'],
  ['unmeasured', 'could not be measured'],
];

/** `tried 6: 2 proven, 3 not faster, 1 changed behaviour`. */
export function tally(proofs: readonly Pick<Proof, 'outcome'>[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of proofs) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const told = WORDS.flatMap(([outcome, words]) => {
    const count = counts.get(outcome);
    counts.delete(outcome);
    return count === undefined ? [] : [`${count} ${words}`];
  });
  const others = [...counts].map(([outcome, count]) => `${count} ${outcome.replaceAll('-', ' ')}`);
  return `tried ${proofs.length}: ${[...told, ...others].join(', ')}`;
}
