// From numbers and observations to the few things a reviewer should know, each on the lines that did it where they can be told.
import type { Diff } from '../change/diff.ts';
import type { Config } from '../config/config.ts';
import type { Location } from '../core/location.ts';
import type { Measurement } from '../measure/measurement.ts';
import { attributeRegressions } from './attribute-regressions.ts';
import { type ChangedLines, indexChangedLines } from './changed-lines.ts';
import type { Comparison } from './comparison.ts';
import type { Draft } from './draft.ts';
import { draftBudget } from './draft-budgets.ts';
import { draftImprovement, draftRegression } from './draft-changes.ts';
import { draftBroken, draftObservations, isExplained, isFailing } from './draft-observations.ts';
import { draftUncheckedBudgets } from './draft-unchecked-budgets.ts';
import type { Finding } from './finding.ts';
import { findingId } from './finding-id.ts';
import { foldReadings, type Placed } from './fold-readings.ts';
import { clueWords, locate } from './locate.ts';
import { locateRoute } from './locate-route.ts';
import { gateRowsByTarget } from './regressed.ts';

export interface FindInput {
  readonly measurements: readonly Measurement[];
  readonly comparison: Comparison;
  readonly diff: Diff;
  readonly config: Config;
}

export function find({ measurements, comparison, diff, config }: FindInput): readonly Finding[] {
  const byTarget = new Map(measurements.map((measurement) => [keyOf(measurement), measurement]));
  const explained = new Set(measurements.filter(isExplained).map(keyOf));
  const unexplained = gateRowsByTarget(comparison, 'regressed').filter(
    ([row]) => row !== undefined && !explained.has(keyOf(row)),
  );
  const failing = new Set(measurements.filter(isFailing).map(keyOf));
  const improved = gateRowsByTarget(comparison, 'improved').filter(
    ([row]) => row !== undefined && !failing.has(keyOf(row)),
  );
  const all = [
    ...draftBroken(comparison),
    ...draftObservations(measurements, comparison),
    ...unexplained.flatMap((rows) => draftRegression(rows, { config, comparison })),
    ...comparison.metrics.flatMap((row) =>
      draftBudget(row, { config, measurement: byTarget.get(keyOf(row)) }),
    ),
    ...draftUncheckedBudgets(measurements, { comparison, config }),
    ...improved.flatMap((rows) => draftImprovement(rows, { config })),
  ];
  const drafts = attributeRegressions(all, comparison);
  const changed = indexChangedLines(diff, new Set(drafts.flatMap(({ clues }) => clues.flatMap(clueWords))));
  const placed = drafts
    .toSorted(byWeight)
    .map((draft) => ({ draft, location: placeOf(draft, { changed, diff }) }));
  return withIds(foldReadings(placed));
}

function keyOf({ gate, target }: { readonly gate: string; readonly target: string }): string {
  return `${gate} ${target}`;
}

const WEIGHTS = { error: 0, warning: 1, note: 2 } as const;

function byWeight(one: Draft, other: Draft): number {
  const severity = WEIGHTS[one.finding.severity] - WEIGHTS[other.finding.severity];
  if (severity !== 0 || one.size === other.size) return severity;
  return other.size > one.size ? 1 : -1;
}

function placeOf(
  draft: Draft,
  { changed, diff }: { readonly changed: ChangedLines; readonly diff: Diff },
): Location | null {
  if (draft.location !== null) return draft.location;
  const place = locate(draft.clues, changed);
  return place ?? (draft.route === null ? null : locateRoute(draft.route, diff));
}

/** Findings that only their place could tell apart, but share it, are numbered. */
function withIds(located: readonly Placed[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return located.map(({ draft: { finding, subject }, location }) => {
    const kind = subject === '' ? finding.kind : `${finding.kind} ${subject}`;
    const { gate, target } = finding;
    const id = findingId({ kind, gate, target, path: location?.path ?? null });
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return { document: 'finding', version: 1, ...finding, id: count === 1 ? id : `${id}-${count}`, location };
  });
}
