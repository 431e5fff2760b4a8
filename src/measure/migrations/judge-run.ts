// All that one statement shows by itself: what its trace tells, and what its text tells.
import { holds } from './hold.ts';
import { judgeBreaking } from './judge-breaking.ts';
import { judgeConstraints } from './judge-constraints.ts';
import { judgePreferences } from './judge-preferences.ts';
import { judgeRewrites } from './judge-rewrites.ts';
import { judgeIndexes, judgeScans, judgeWrites } from './judge-scans.ts';
import { judgeTree } from './judge-tree.ts';
import type { GivenRows, Judged } from './judged.ts';
import type { Draft } from './migration-finding.ts';
import type { MigrationPreference } from '../../core/migration-preference.ts';
import type { RuleId } from './rules.ts';
import type { StatementRun } from './run-statement.ts';

/** Told by the text, but harmless where the trace locks no table that was there before. */
const NEED_LOCK = new Set<RuleId>(['drop-index-blocks', 'detach-blocks']);

export interface Judging {
  readonly givenRows: GivenRows;
  readonly preferences: ReadonlySet<MigrationPreference>;
}

export function judgeRun(
  { statement, trace, place }: Omit<StatementRun, 'refusals'>,
  { givenRows, preferences }: Judging,
): readonly Draft[] {
  const written = { statement, preferences, inTransaction: place.transaction !== null };
  const texts = place.undone ? [] : [...judgeTree(written), ...judgePreferences(written)];
  if (trace === null) return texts;
  const judged = { statement, trace, givenRows };
  // What is emptied gets new files too, but nothing is worked on.
  const isTruncate = statement.tree !== null && 'TruncateStmt' in statement.tree;
  return [
    ...(isTruncate ? [] : judgeWork(judged)),
    ...judgeBreaking(judged),
    ...texts.filter(({ rule }) => !NEED_LOCK.has(rule) || holds(trace).length > 0),
  ];
}

function judgeWork(judged: Judged): readonly Draft[] {
  return [
    ...judgeRewrites(judged),
    ...judgeConstraints(judged),
    ...judgeIndexes(judged),
    ...judgeScans(judged),
    ...judgeWrites(judged),
  ];
}
