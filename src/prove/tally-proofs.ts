// What became of all that was tried, in one sentence: most ideas fail, and saying so is why the others can be believed.
import { PROOF_OUTCOMES, type Proof, type ProofOutcome } from './proof.ts';

const WORDS = {
  proven: 'proven',
  'not-faster': 'not faster',
  slower: 'slower',
  'changes-behaviour': 'changed behaviour',
  'fails-tests': 'failed tests',
  'fails-build': 'failed to build',
  'fails-migration': 'failed by the migration',
  'does-not-apply': 'did not apply',
  tampers: 'touched what judges it',
  unmeasured: 'not measurable',
  beaten: 'beaten by another for the same bottleneck',
  untried: 'left untried',
} as const satisfies Record<ProofOutcome, string>;

/**
 * e.g. `tried 6: 2 proven, 3 not faster, 1 changed behaviour`. What was left untried is told, and not counted; several patches as
 * one are told elsewhere.
 */
export function tallyProofs(all: readonly Pick<Proof, 'outcome' | 'together'>[]): string {
  const proofs = all.filter(({ together }) => together === undefined);
  const counts = Map.groupBy(proofs, ({ outcome }) => outcome);
  const count = (outcome: ProofOutcome): number => counts.get(outcome)?.length ?? 0;
  const untried = count('untried');
  const tried = proofs.length - untried;
  const parts = PROOF_OUTCOMES.flatMap((outcome) =>
    outcome === 'untried' || count(outcome) === 0 ? [] : [`${count(outcome)} ${WORDS[outcome]}`],
  );
  const head = tried === 0 ? 'tried nothing' : `tried ${tried}: ${parts.join(', ')}`;
  return untried === 0 ? head : `${head}; ${untried} ${WORDS.untried}`;
}
