// From risk to work: which gates run, on how much, which do not and why, and in which jobs.
import type { Diff } from '../change/diff.ts';
import { changedFileKind } from '../change/file-kind.ts';
import type { Config } from '../config/config.ts';
import { GATE_IDS, type GateId } from '../core/gate-id.ts';
import { LEVELS, type Level } from '../core/level.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import { estimateMinutes, sumMinutes } from './estimate-minutes.ts';
import { availabilityOf, type ModelAccess } from './gate-availability.ts';
import { idleReason } from './idle-reason.ts';
import type { GatePlan, PlannedGate, Subset } from './gate-plan.ts';
import { GATE_TABLE, type GateCell, type GateRow } from './gate-table.ts';
import { planJobs } from './plan-jobs.ts';

interface PlanInput {
  readonly diff: Diff;
  readonly risk: RiskAssessment;
  readonly config: Config;
  /** Whether reviewers can be asked here; by default not. */
  readonly model?: ModelAccess;
}

export function planGates(input: PlanInput): GatePlan {
  const decisions = GATE_IDS.map((gate) => decide(gate, input));
  const planned = decisions.flatMap((decision) => ('planned' in decision ? [decision.planned] : []));
  const gates = estimateMinutes(planned, input.config);
  return {
    document: 'gate-plan',
    version: 1,
    level: input.risk.level,
    gates,
    skipped: decisions.flatMap((decision) => ('skipped' in decision ? [decision.skipped] : [])),
    estimatedMinutes: sumMinutes(gates),
    fullMinutes: sumMinutes(estimateMinutes(everyGate(input), input.config)),
    matrix: { include: planJobs(gates) },
  };
}

type Decision =
  | { readonly planned: PlannedGate }
  | { readonly skipped: { readonly gate: GateId; readonly reason: string } };

function decide(gate: GateId, { diff, risk, config, model }: PlanInput): Decision {
  const row: GateRow = GATE_TABLE[gate];
  const available = availabilityOf(gate, config, model);
  const skipped = (reason: string): Decision => ({ skipped: { gate, reason } });
  if (!available.available) return skipped(available.reason);
  if (diff.files.length === 0 && risk.override === null)
    return skipped('nothing changes between base and head');
  const idle = idleReason(gate, diff, config);
  if (idle !== null) return skipped(idle);
  const rule = config.gates[risk.level]?.[gate];
  const cell: GateCell = row.levels[risk.level];
  const wanted = rule?.run ?? (deservesNothing(diff, risk) ? 'docs-only' : cell.run);
  if (wanted === 'docs-only')
    return skipped('only documentation changes: there is nothing to check or measure');
  if (wanted === 'skip') return skipped(skipReason(gate, risk.level, rule?.run === 'skip'));
  const subset: Subset = row.narrows ? wanted : 'all';
  return {
    planned: {
      gate,
      subset,
      targets: [...available.targets],
      required: rule?.required ?? (cell.run === 'skip' ? false : cell.required),
      reason: plannedReason(row, subset, { level: risk.level, byConfig: rule?.run !== undefined }),
      estimatedMinutes: 0,
    },
  };
}

/** A documentation change above minimal has been raised by somebody on purpose: a label, a preference, a place. */
function deservesNothing(diff: Diff, risk: RiskAssessment): boolean {
  const isProse = diff.truncated === null && diff.files.every((file) => changedFileKind(file) === 'doc');
  return risk.level === 'minimal' && isProse;
}

function skipReason(gate: GateId, level: Level, byConfig: boolean): string {
  if (byConfig) return `gates.${level}.${gate}.run is \`skip\` in the configuration`;
  const row: GateRow = GATE_TABLE[gate];
  const first = LEVELS.find((other) => row.levels[other].run !== 'skip') ?? 'comprehensive';
  return `runs from level ${first} on, and this change is ${level}; set gates.${level}.${gate}.run to have it here`;
}

function plannedReason(
  row: GateRow,
  subset: Subset,
  why: { readonly level: Level; readonly byConfig: boolean },
): string {
  const what = {
    changed: `${row.does}, on the changed files`,
    affected: `${row.does}, on what the change affects`,
    all: row.narrows ? `${row.does}, on everything` : row.does,
  }[subset];
  return `Level ${why.level} runs ${what}${why.byConfig ? ', as the configuration says' : ''}.`;
}

/** Every gate that could run here, on everything: what there would be to do without judging the risk. */
function everyGate({ config, model }: PlanInput): readonly PlannedGate[] {
  return GATE_IDS.flatMap((gate): readonly PlannedGate[] => {
    const available = availabilityOf(gate, config, model);
    if (!available.available) return [];
    const targets = [...available.targets];
    return [{ gate, subset: 'all', targets, required: false, reason: '', estimatedMinutes: 0 }];
  });
}
