// Constraints and NOT NULL put on tables with rows: checked, or their index built, while others wait.
import type { Relation, TableConstraint } from './catalog.ts';
import { describeHolds, describeRows, holds, largest, weigh } from './hold.ts';
import type { Judged } from './judged.ts';
import type { Draft } from './migration-finding.ts';
import type { RuleId } from './rules.ts';
import { safeConstraint, safeIndexConstraint, safeNotNull } from './safe-ways.ts';

export function judgeConstraints(judged: Judged): readonly Draft[] {
  const { changes } = judged.trace;
  const rewritten = new Set(changes.rewritten.map(({ oid }) => oid));
  return [
    ...changes.constraintsAdded
      .filter(({ table }) => !rewritten.has(table))
      .flatMap((constraint) => judgeConstraint(judged, constraint)),
    ...judgeNotNull(judged, rewritten),
  ];
}

function judgeConstraint(judged: Judged, constraint: TableConstraint): readonly Draft[] {
  const { trace } = judged;
  const table = trace.before.relations.get(constraint.table);
  if (table === undefined) return [];
  if (constraint.kind === 'f' || constraint.kind === 'c') {
    const target = trace.before.relations.get(constraint.target);
    const scanned = [table, ...(target === undefined ? [] : [target])].filter((each) =>
      isScanned(judged, each),
    );
    if (!constraint.validated || scanned.length === 0) return [];
    const rule = constraint.kind === 'f' ? 'foreign-key-validated' : 'check-validated';
    const against = target === undefined ? '' : ` against ${target.name}`;
    const what = `checks ${describeRows(largest(judged, [table]))}${against}`;
    return [draft(judged, rule, { what, worked: [table], safe: safeConstraint(table.name, constraint) })];
  }
  const index = trace.changes.built.find(({ oid }) => oid === constraint.index);
  if (index === undefined) return [];
  const what = `builds the index of ${constraint.name} from ${describeRows(largest(judged, [table]))}`;
  const rule = INDEX_RULES[constraint.kind];
  if (rule === undefined) return [];
  const safe =
    constraint.kind === 'x' ? null : safeIndexConstraint(table.name, constraint, index.definition ?? '');
  return [draft(judged, rule, { what, worked: [table], safe })];
}

const INDEX_RULES: Readonly<Record<string, RuleId>> = {
  u: 'unique-constraint',
  p: 'primary-key',
  x: 'exclusion-constraint',
};

function judgeNotNull(judged: Judged, rewritten: ReadonlySet<string>): readonly Draft[] {
  const { columnsChanged, constraintsAdded } = judged.trace.changes;
  return columnsChanged
    .filter(({ before, after }) => !before.notNull && after.notNull)
    .filter(({ table }) => !rewritten.has(table.oid) && isScanned(judged, table))
    .filter(
      ({ table }) =>
        !constraintsAdded.some(
          (each) => each.kind === 'p' && each.table === table.oid && isBuilt(judged, each),
        ),
    )
    .map(({ table, after }) => {
      const what = `looks for NULL in ${describeRows(largest(judged, [table]))}`;
      return draft(judged, 'set-not-null', {
        what,
        worked: [table],
        safe: safeNotNull(table.name, after.name),
      });
    });
}

function isBuilt({ trace }: Judged, constraint: TableConstraint): boolean {
  return trace.changes.built.some(({ oid }) => oid === constraint.index);
}

function isScanned({ trace }: Judged, table: Relation): boolean {
  return trace.work.some((each) => each.table.oid === table.oid && each.scans > 0);
}

interface Parts {
  readonly what: string;
  readonly worked: readonly Relation[];
  readonly safe: string | null;
}

function draft(judged: Judged, rule: RuleId, { what, worked, safe }: Parts): Draft {
  const severity = weigh(largest(judged, worked));
  return { rule, severity, what: `${describeHolds(holds(judged.trace))} while it ${what}`, safe };
}
