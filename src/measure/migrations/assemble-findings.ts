// All that is said of a file, in the order of its lines, with what its authors have accepted marked as such.
import { holds } from './hold.ts';
import { alteredTable } from './judge-preferences.ts';
import { judgeObjects } from './judge-objects.ts';
import { judgeRun } from './judge-run.ts';
import { judgeTransactions } from './judge-transactions.ts';
import type { Draft, MigrationFinding } from './migration-finding.ts';
import { readAcceptances } from './read-acceptances.ts';
import type { NamedObject } from './named-objects.ts';
import type { UnindexedKey } from './find-unindexed-keys.ts';
import type { MigrationPreference } from '../../core/migration-preference.ts';
import type { StatementRun } from './run-statement.ts';
import type { FileRun, MigrationsRequest } from './trace-migrations.ts';

/** What there is when all files are done. */
export interface Ending {
  readonly unindexed: readonly UnindexedKey[];
  readonly objects: ReadonlyMap<string, NamedObject>;
}

export function assembleFindings(
  { path, runs }: FileRun,
  request: MigrationsRequest,
  { unindexed, objects }: Ending,
): readonly MigrationFinding[] {
  const preferences = new Set(request.preferences);
  const across = judgeTransactions(
    runs.map(({ statement, trace, place }) => ({ statement, trace, transaction: place.transaction })),
    request.lockTimeoutGiven ?? false,
  );
  return runs.flatMap((run, index) => {
    const drafts = [
      ...run.refusals,
      ...run.place.drafts,
      ...judgeRun(run, { givenRows: request.givenRows ?? new Map(), preferences }),
      ...(run.trace === null ? [] : judgeObjects(run.trace.snapshots, objects)),
      ...judgeKeys(run, unindexed),
      ...judgeNeighbours(runs, index, preferences),
      ...across.filter((each) => each.index === index).map(({ draft }) => draft),
    ];
    return withAcceptances(path, run, drafts);
  });
}

function judgeKeys({ trace }: StatementRun, unindexed: readonly UnindexedKey[]): readonly Draft[] {
  if (trace === null) return [];
  const isNew = (name: string, table: string) =>
    [...trace.after.constraints.values()].some(
      (each) =>
        !trace.before.constraints.has(each.oid) &&
        each.name === name &&
        trace.after.relations.get(each.table)?.name === table,
    );
  return unindexed
    .filter(({ name, table }) => isNew(name, table))
    .map(({ table, name, columns }) => ({
      rule: 'foreign-key-without-index',
      severity: 'warning',
      what: `adds ${name} on ${table} (${columns}) without an index: every DELETE of a row it points to reads all of ${table}`,
      safe: `-- Outside of a transaction:\nCREATE INDEX CONCURRENTLY ON ${table} (${columns});`,
    }));
}

function judgeNeighbours(
  runs: readonly StatementRun[],
  index: number,
  preferences: ReadonlySet<MigrationPreference>,
): readonly Draft[] {
  const run = runs[index];
  const table = alteredTable(run?.statement.tree ?? null);
  const drafts: Draft[] = [];
  if (
    preferences.has('several-alters') &&
    table !== null &&
    table === alteredTable(runs[index - 1]?.statement.tree ?? null)
  ) {
    const what = `alters ${table} as the statement before does; one ALTER TABLE would lock it once`;
    drafts.push({ rule: 'several-alters', severity: 'note', what, safe: null });
  }
  const unlimited = (each: StatementRun) =>
    each.trace !== null && !each.trace.hasStatementTimeout && holds(each.trace).length > 0;
  if (preferences.has('missing-statement-timeout') && runs.findIndex(unlimited) === index) {
    const what = 'takes a strong lock and may keep it as long as it runs';
    drafts.push({
      rule: 'missing-statement-timeout',
      severity: 'note',
      what,
      safe: "SET statement_timeout = '1min';",
    });
  }
  return drafts;
}

function withAcceptances(
  path: string,
  { statement, trace }: StatementRun,
  drafts: readonly Draft[],
): readonly MigrationFinding[] {
  const { accepted, drafts: complaints } = readAcceptances(statement);
  const unused = accepted.filter(({ rule }) => !drafts.some((draft) => draft.rule === rule));
  const names = trace === null ? [] : [...new Set(trace.locks.map(({ relation }) => relation.name))];
  const all: readonly Draft[] = [
    ...complaints,
    ...unused.map<Draft>(({ rule, line }) => ({
      rule: 'acceptance-unused',
      severity: 'note',
      what: `accepts ${rule}, which the statement below does not do`,
      safe: null,
      line,
    })),
    ...drafts,
  ];
  return all.map((draft) => ({
    ...draft,
    path,
    line: draft.line ?? statement.line,
    endLine: Math.max(
      draft.line ?? statement.line,
      draft.line === undefined || draft.line >= statement.line ? statement.endLine : 0,
    ),
    statement: firstLine(statement.text),
    names,
    acceptedBecause: accepted.find(({ rule }) => rule === draft.rule)?.reason ?? null,
  }));
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
