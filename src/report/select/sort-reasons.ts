// Reasons of the verdict that no finding tells already.
import type { Reason } from '../../verdict/verdict.ts';
import type { Report } from '../report.ts';

/** What decided the verdict and is not shown as a finding: fail reasons, and neutral ones. */
export function looseReasons({ verdict, findings }: Report): readonly Reason[] {
  const told = new Set(findings.filter(({ severity }) => severity !== 'note').map(({ id }) => id));
  return verdict.reasons.filter(
    ({ effect, finding }) => effect !== 'info' && (finding === null || !told.has(finding)),
  );
}
