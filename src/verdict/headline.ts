// The verdict in one line of at most 120 characters, fit for the title of a check run.
import type { Comparison } from '../compare/comparison.ts';
import { BROKEN } from '../compare/draft-observations.ts';
import type { Finding } from '../compare/finding.ts';
import { isGateMetric } from '../compare/regressed.ts';
import { plural } from '../core/format/plural.ts';
import type { GateId } from '../core/gate-id.ts';
import { isReviewer } from '../core/reading-gates.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import { failuresOnBoth } from './remarks.ts';
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
      return failing.every(isRegression)
        ? counted(failing, plural(failing.length, 'regression'))
        : counted(failing, plural(failing.length, 'reason to fail', 'reasons to fail'));
    }
    case 'neutral': {
      const open = reasons.filter(({ effect }) => effect === 'neutral');
      return counted(open, plural(open.length, 'open question'));
    }
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
function counted(reasons: readonly Reason[], number: string): string {
  const [first] = reasons;
  const head = reasons.length === 1 ? '' : `${number}: `;
  const tail = reasons.length === 1 ? '' : ` and ${reasons.length - 1} more`;
  return `${head}${cut(first?.message ?? '', HEADLINE_LENGTH - head.length - tail.length)}${tail}`;
}

function passed({ plan, comparison, findings, measurements }: HeadlineInput): string {
  const rows = comparison.metrics.filter(({ metric }) => isGateMetric(metric));
  const improved = findings.filter(({ kind }) => kind === 'improvement').length;
  if (measurements.length === 0) return nothingMeasured(plan);
  const measured = measurements.filter(({ outcome }) => outcome.status === 'measured');
  const missed = measurements.length - measured.length;
  if (measured.length === 0) return `Nothing was measured: ${plural(missed, 'target')} could not be`;
  const left = missed === 0 ? '' : `, ${missed} not measured`;
  const failing = gatesOf(measured.filter((measurement) => failuresOnBoth(measurement).length > 0));
  const before = failing.size === 0 ? '' : `, ${[...failing].join(', ')} fails on base already`;
  const passing = [...gatesOf(measured)].filter((gate) => !failing.has(gate)).length;
  if (rows.length === 0) return `No speed was measured: ${plural(passing, 'gate')} passed${before}${left}`;
  const targets = new Set(rows.map(({ gate, target }) => `${gate} ${target}`)).size;
  const uncertain = rows.filter(({ conclusion }) => conclusion === 'inconclusive').length;
  const more = [
    improved === 0 ? '' : `, ${plural(improved, 'target')} improved`,
    uncertain === 0 ? '' : `, ${uncertain} uncertain`,
    before,
    left,
  ];
  return `No regression in ${plural(rows.length, 'metric')} over ${plural(targets, 'target')}${more.join('')}`;
}

function gatesOf(measurements: readonly Measurement[]): ReadonlySet<GateId> {
  return new Set(measurements.map(({ gate }) => gate));
}

/** The reason most of the skipped gates give, of those that could have run. */
function nothingMeasured({ skipped }: GatePlan): string {
  const byReason = [
    ...Map.groupBy(
      skipped.filter(({ gate }) => !isReviewer(gate)),
      ({ reason }) => reason,
    ),
  ];
  const [first, second] = byReason.toSorted(([, one], [, other]) => other.length - one.length);
  // As many gates give another reason: none of them is the reason.
  if (second !== undefined && first?.[1].length === second[1].length)
    return 'Nothing to measure: no gate of this level has anything to run';
  const common = first?.[0];
  const why =
    common === undefined ? '' : `: ${common.charAt(0).toLowerCase()}${common.slice(1).replace(/\.$/, '')}`;
  return cut(`Nothing to measure${why}`, HEADLINE_LENGTH);
}

function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
