// What build, tests and the comparison of answers say of a patch: each holds, fails, or had nothing to look at.
import type { Finding } from '../compare/finding.ts';
import type { GateId } from '../core/gate-id.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { Check, ProofOutcome } from './proof.ts';

export interface CheckAnswer {
  readonly checks: readonly Check[];
  /** The first that fails; null where none does. */
  readonly refused: { readonly outcome: ProofOutcome; readonly reason: string } | null;
}

interface Kind {
  readonly gate: GateId;
  readonly check: Check['check'];
  readonly outcome: ProofOutcome;
  readonly holds: string;
  readonly absent: string;
}

const KINDS: readonly Kind[] = [
  {
    gate: 'build',
    check: 'builds',
    outcome: 'fails-build',
    holds: 'The patched code builds.',
    absent: 'No build command is configured (checks.build).',
  },
  {
    gate: 'test',
    check: 'passes tests',
    outcome: 'fails-tests',
    holds: 'All tests pass with the patch.',
    absent: 'No test command is configured (checks.test).',
  },
  {
    gate: 'behaviour',
    check: 'behaves alike',
    outcome: 'changes-behaviour',
    holds: 'Every configured request is answered alike with and without the patch.',
    absent: 'No routes are configured whose answers could be compared (targets.routes).',
  },
  {
    gate: 'migration',
    check: 'migrates',
    outcome: 'fails-migration',
    holds: 'The migrations run with the patch, and lock or break nothing that is in use.',
    absent: '',
  },
];

/** `findings` and `measurements` are those of a review of the patched code against head. */
export function judgeChecks(measurements: readonly Measurement[], findings: readonly Finding[]): CheckAnswer {
  const judged = KINDS.flatMap((kind): readonly Judged[] => {
    const own = measurements.filter(({ gate }) => gate === kind.gate);
    if (own.length === 0) return kind.absent === '' ? [] : [{ kind, result: 'absent', detail: kind.absent }];
    const failure = failureOf(kind.gate, own, findings);
    return [
      failure === null
        ? { kind, result: 'holds', detail: kind.holds }
        : { kind, result: 'fails', detail: failure },
    ];
  });
  const failed = judged.find(({ result }) => result === 'fails');
  return {
    checks: judged.map(({ kind, result, detail }) => ({ check: kind.check, result, detail })),
    refused: failed === undefined ? null : { outcome: failed.kind.outcome, reason: failed.detail },
  };
}

interface Judged extends Pick<Check, 'result' | 'detail'> {
  readonly kind: Kind;
}

/** A check that could not be made is a check that fails: nothing is believed for want of an answer. */
function failureOf(gate: GateId, own: readonly Measurement[], findings: readonly Finding[]): string | null {
  const finding = findings.find((one) => one.gate === gate && one.severity !== 'note');
  if (finding !== undefined) return finding.title;
  const missing = own.find(({ outcome }) => outcome.status === 'unmeasured');
  return missing?.outcome.status === 'unmeasured'
    ? `${missing.outcome.reason} ${missing.outcome.mend}`
    : null;
}
