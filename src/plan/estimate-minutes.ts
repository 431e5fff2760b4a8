// How long a plan will take, so that a person knows what to expect and what was saved.
import type { Config } from '../config/config.ts';
import type { PlannedGate } from './gate-plan.ts';
import { GATE_TABLE, type GateRow } from './gate-table.ts';

/** Gates that measure time share `budget.minutes` and cannot take longer than it together. */
export function estimateMinutes(gates: readonly PlannedGate[], config: Config): PlannedGate[] {
  const raw = gates.map((gate) => ({ gate, row: rowOf(gate), minutes: rawMinutes(gate) }));
  const timed = raw.reduce((sum, { row, minutes }) => sum + (row.timed ? minutes : 0), 0);
  const scale = timed > config.budget.minutes ? config.budget.minutes / timed : 1;
  return raw.map(({ gate, row, minutes }) => ({
    ...gate,
    estimatedMinutes: roundMinutes(row.timed ? minutes * scale : minutes),
  }));
}

export function sumMinutes(gates: readonly PlannedGate[]): number {
  return roundMinutes(gates.reduce((sum, gate) => sum + gate.estimatedMinutes, 0));
}

/** Tenths: an estimate is no measurement. */
export function roundMinutes(minutes: number): number {
  return Math.round(minutes * 10) / 10;
}

function rawMinutes(gate: PlannedGate): number {
  const { minutes } = rowOf(gate);
  return minutes[gate.subset] + minutes.perTarget * gate.targets.length;
}

function rowOf(gate: PlannedGate): GateRow {
  return GATE_TABLE[gate.gate];
}
