// What gauges saw on head that was not on base becomes a finding; the numbers that followed from it are told along with it.
import { isReading } from '../core/reading-gates.ts';
import type { Measurement, Observation } from '../measure/measurement.ts';
import { changeSize, describeChanges } from './describe-change.ts';
import type { Comparison } from './comparison.ts';
import { type Draft, NO_EVIDENCE } from './draft.ts';
import { gateRegressions } from './regressed.ts';

export function draftObservations(measurements: readonly Measurement[], comparison: Comparison): Draft[] {
  return measurements.flatMap((measurement) => {
    if (measurement.outcome.status === 'unmeasured') return [];
    const seen = measurement.outcome.observations
      .filter((one) => isFinding(one) || isRead(one, measurement))
      .toSorted(bySeverity);
    const cause = seen.find(isCause);
    const regressed = gateRegressions(comparison, measurement);
    return seen.map((observation) =>
      draftOf(observation, { measurement, regressed: observation === cause ? regressed : [] }),
    );
  });
}

/** True where something seen already explains why this target got slower. */
export function isExplained({ outcome }: Measurement): boolean {
  return (
    outcome.status === 'measured' && outcome.observations.some((seen) => isFinding(seen) && isCause(seen))
  );
}

/** True where head fails at what it should do: being quick at failing is no improvement. */
export function isFailing({ outcome }: Measurement): boolean {
  return (
    outcome.status === 'measured' &&
    outcome.observations.some((seen) => isFinding(seen) && seen.severity === 'error')
  );
}

/** What head broke: the server does not start, the page answers 500. One finding per cause, however many gates met it. */
export function draftBroken(comparison: Comparison): Draft[] {
  const broken = comparison.unmeasured.filter(({ causedByHead }) => causedByHead);
  return [...Map.groupBy(broken, ({ reason }) => reason).values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const targets = [...new Set(rows.map(({ target }) => target))];
    const others = targets.length === 1 ? '' : ` and ${targets.length - 1} more`;
    return [
      {
        finding: {
          kind: BROKEN,
          gate: first.gate,
          target: first.target,
          severity: 'error' as const,
          title: `Head breaks ${first.target}${others}: ${first.reason}`,
          detail: `${targets.join(', ')}: ${first.reason}\n${first.mend}`,
          evidence: NO_EVIDENCE,
        },
        location: null,
        clues: [],
        route: null,
        subject: first.reason,
        size: Infinity,
      },
    ];
  });
}

/** Kind of the finding for a gate that head broke. */
export const BROKEN = 'broken';

/** What was only read in the code is told however little it weighs, but never louder than its reader was. */
function isRead({ side }: Observation, { gate }: Measurement): boolean {
  return isReading(gate) && side === 'head';
}

function isFinding({ side, severity }: Observation): boolean {
  return side === 'head' && severity !== 'note';
}

/** What stands beside a slowdown without being its cause. */
const NO_CAUSES: ReadonlySet<string> = new Set([
  'command-endless',
  'command-failed',
  'command-flaky',
  'console-error',
  'error-point-earlier',
  'failed-request',
  'largest-element',
  'peak-throughput-fell',
  'rate-not-sustained',
]);

function isCause({ kind }: Observation): boolean {
  return !NO_CAUSES.has(kind);
}

function bySeverity(one: Observation, other: Observation): number {
  return Number(other.severity === 'error') - Number(one.severity === 'error');
}

/** A warning that made a gate number regress is no longer only a warning. */
function draftOf(
  observation: Observation,
  context: { readonly measurement: Measurement; readonly regressed: Comparison['metrics'] },
): Draft {
  const { kind, severity, title, detail, evidence, clues, location } = observation;
  const { measurement, regressed } = context;
  const measured = regressed.length === 0 ? '' : `\nMeasured: ${describeChanges(regressed)}.`;
  return {
    finding: {
      kind,
      gate: measurement.gate,
      target: measurement.target,
      severity: regressed.length > 0 ? 'error' : severity,
      title,
      detail: `${detail}${measured}`,
      evidence,
    },
    location,
    clues,
    route: null,
    subject: '',
    size: Math.max(0, ...regressed.map(changeSize)),
  };
}
