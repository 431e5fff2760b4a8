// Which level runs, skips or narrows which gate (GATE-1). It is data: changing perfcrew's care is changing this table.
import type { GateId } from '../core/gate-id.ts';
import type { Level } from '../core/level.ts';
import type { Subset } from './gate-plan.ts';

export interface GateCell {
  readonly run: 'skip' | Subset;
  /** A required gate that cannot run keeps the verdict from being a pass. */
  readonly required: boolean;
}

export interface GateRow {
  /** What the gate does, as the end of "runs …". */
  readonly does: string;
  /** True where changed or affected means less than all. */
  readonly narrows: boolean;
  /** True where it measures time over and over until the answer is sure or `budget.minutes` ends. */
  readonly timed: boolean;
  /** Estimates, from runs on two cores. */
  readonly minutes: Readonly<Record<Subset, number>> & { readonly perTarget: number };
  readonly levels: Readonly<Record<Level, GateCell>>;
}

const skip: GateCell = { run: 'skip', required: false };
const all: GateCell = { run: 'all', required: true };
const optional: GateCell = { run: 'all', required: false };
const changed: GateCell = { run: 'changed', required: true };
const affected: GateCell = { run: 'affected', required: true };

const from = {
  standard: { minimal: skip, standard: all, thorough: all, comprehensive: all },
} as const;

/** What was read, by rules or by a model, never keeps a pass from being given. */
const advice = {
  standard: { minimal: skip, standard: optional, thorough: optional, comprehensive: optional },
  thorough: { minimal: skip, standard: skip, thorough: optional, comprehensive: optional },
  comprehensive: { minimal: skip, standard: skip, thorough: skip, comprehensive: optional },
} as const;

const whole = (minutes: number) => ({ changed: minutes, affected: minutes, all: minutes, perTarget: 0 });
const measured = (fixed: number, perTarget: number) => ({ ...whole(fixed), perTarget });
const own = { narrows: false, timed: false };
/** Reads the change and runs nothing. */
const reads = { ...own, minutes: whole(0.1) };
/** Asks a model; they are asked at the same time. */
const asks = { ...own, minutes: whole(0.3) };

export const GATE_TABLE = {
  build: {
    ...own,
    does: 'the build',
    minutes: whole(2),
    levels: { minimal: all, standard: all, thorough: all, comprehensive: all },
  },
  lint: {
    ...own,
    does: 'the linter',
    narrows: true,
    minutes: { changed: 0.3, affected: 0.5, all: 1, perTarget: 0 },
    levels: { minimal: changed, standard: changed, thorough: all, comprehensive: all },
  },
  test: {
    ...own,
    does: 'the tests',
    narrows: true,
    minutes: { changed: 1, affected: 3, all: 8, perTarget: 0 },
    levels: { minimal: changed, standard: affected, thorough: all, comprehensive: all },
  },
  static: { ...reads, does: 'the static performance review', levels: advice.standard },
  behaviour: {
    ...own,
    does: 'the comparison of the answers of base and head',
    minutes: measured(0.1, 0.02),
    levels: { minimal: skip, standard: optional, thorough: optional, comprehensive: optional },
  },
  load: {
    ...own,
    does: 'load on the routes of base and head',
    timed: true,
    minutes: measured(0.5, 0.7),
    levels: from.standard,
  },
  page: {
    ...own,
    does: 'Lighthouse on the pages of base and head',
    timed: true,
    minutes: measured(0.5, 0.8),
    levels: from.standard,
  },
  query: {
    ...own,
    does: 'EXPLAIN on the queries of base and head',
    minutes: measured(0.5, 0.1),
    levels: from.standard,
  },
  migration: {
    ...own,
    does: 'the new migrations on a copy of base',
    minutes: whole(0.3),
    levels: { minimal: all, standard: all, thorough: all, comprehensive: all },
  },
  command: {
    ...own,
    does: 'the measured commands on base and head',
    timed: true,
    minutes: measured(0.2, 1),
    levels: { minimal: skip, standard: optional, thorough: all, comprehensive: all },
  },
  profile: {
    ...own,
    does: 'CPU profiles of the routes on base and head',
    timed: true,
    minutes: measured(0.2, 0.2),
    levels: { minimal: skip, standard: skip, thorough: optional, comprehensive: optional },
  },
  endurance: {
    ...own,
    does: 'the leak test of the routes on base and head',
    timed: true,
    minutes: measured(0.2, 0.5),
    levels: { minimal: skip, standard: skip, thorough: skip, comprehensive: optional },
  },
  security: { ...reads, does: 'the security scan', levels: from.standard },
  review: { ...asks, does: 'the review', levels: advice.standard },
  'strict-review': { ...asks, does: 'the strict review', levels: advice.comprehensive },
  simplicity: { ...asks, does: 'the simplicity review', levels: advice.thorough },
  'performance-oracle': { ...asks, does: 'the performance oracle', levels: advice.thorough },
  'security-sentinel': { ...asks, does: 'the security sentinel', levels: advice.comprehensive },
  'data-integrity': { ...asks, does: 'the data-integrity guardian', levels: advice.comprehensive },
  architecture: { ...asks, does: 'the architecture strategist', levels: advice.comprehensive },
} as const satisfies Readonly<Record<GateId, GateRow>>;
