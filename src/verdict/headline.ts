// The verdict in one line of at most 120 characters, fit for the title of a check run.
import type { Comparison } from '../compare/comparison.ts';
import { BROKEN } from '../compare/draft-observations.ts';
import type { Finding } from '../compare/finding.ts';
import { isGateMetric } from '../compare/regressed.ts';
import type { GateId } from '../core/gate-id.ts';
import type { Measurement } from '../measure/measurement.ts';
import { hasRunner } from '../plan/gate-availability.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { Reason, Verdict } from './verdict.ts';

const HEADLINE_LENGTH = 120;

export interface HeadlineInput {
  readonly conclusion: Verdict['conclusion'];
  readonly reasons: readonly Reason[];
  readonly plan: GatePlan;
  readonly comparison: Comparison;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
}

export function headline(input: HeadlineInput): string {
  const { conclusion, reasons } = input;
  switch (conclusion) {
    case 'fail': {
      const failing = reasons.filter(({ effect }) => effect === 'fail');
      return counted(failing, failing.every(isRegression) ? 'regression' : 'reason to fail');
    }
    case 'neutral':
      return counted(
        reasons.filter(({ effect }) => effect === 'neutral'),
        'open question',
      );
    case 'pass':
      return passed(input);
  }

  /** Slower than base, as against a failed test, a broken budget or a gate that did not run. */
  function isRegression({ finding, gate }: Reason): boolean {
    const kind = input.findings.find(({ id }) => id === finding)?.kind;
    return kind !== undefined && !OTHER_KINDS.has(kind) && gate !== null && MEASURING.has(gate);
  }
}

const OTHER_KINDS: ReadonlySet<string> = new Set([
  BROKEN,
  'budget',
  'command-failed',
  'query-failed',
  'route-failing',
]);
const MEASURING: ReadonlySet<GateId> = new Set(['load', 'page', 'query', 'command']);

/** `4 regressions: <the weightiest> and 3 more`, the message cut where it does not fit. */
function counted(reasons: readonly Reason[], noun: string): string {
  const [first] = reasons;
  const head = reasons.length === 1 ? '' : `${reasons.length} ${plural(noun)}: `;
  const tail = reasons.length === 1 ? '' : ` and ${reasons.length - 1} more`;
  return `${head}${cut(first?.message ?? '', HEADLINE_LENGTH - head.length - tail.length)}${tail}`;
}

function passed({ plan, comparison, findings, measurements }: HeadlineInput): string {
  const rows = comparison.metrics.filter(({ metric }) => isGateMetric(metric));
  const improved = findings.filter(({ kind }) => kind === 'improvement').length;
  const gates = new Set(measurements.map(({ gate }) => gate)).size;
  if (gates === 0) return nothingMeasured(plan);
  if (rows.length === 0) return `No regression: ${amount(gates, 'gate')} passed`;
  const targets = new Set(rows.map(({ gate, target }) => `${gate} ${target}`)).size;
  const uncertain = rows.filter(({ conclusion }) => conclusion === 'inconclusive').length;
  const more = [
    improved === 0 ? '' : `, ${amount(improved, 'target')} improved`,
    uncertain === 0 ? '' : `, ${uncertain} uncertain`,
  ];
  return `No regression in ${amount(rows.length, 'metric')} over ${amount(targets, 'target')}${more.join('')}`;
}

/** The reason most of the skipped gates give, of those that could have run. */
function nothingMeasured({ skipped }: GatePlan): string {
  const byReason = [
    ...Map.groupBy(
      skipped.filter(({ gate }) => hasRunner(gate)),
      ({ reason }) => reason,
    ),
  ];
  const common = byReason.toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0];
  const why =
    common === undefined ? '' : `: ${common.charAt(0).toLowerCase()}${common.slice(1).replace(/\.$/, '')}`;
  return cut(`Nothing to measure${why}`, HEADLINE_LENGTH);
}

function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

function amount(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  return noun.startsWith('reason') ? noun.replace('reason', 'reasons') : `${noun}s`;
}
