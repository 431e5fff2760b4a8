// Which proofs may be applied without a person looking first.
import type { Proof } from '../../prove/proof.ts';

/** Low risk, every check holds, and tests are among them: where there are none, nothing says that the code still does what it did. */
export function isLowRisk({ proposal, checks }: Pick<Proof, 'proposal' | 'checks'>): boolean {
  return (
    proposal.risk === 'low' &&
    checks.every(({ result }) => result === 'holds') &&
    checks.some(({ check }) => check === 'passes tests')
  );
}
