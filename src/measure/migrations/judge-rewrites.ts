// Tables written anew, and why: the cause decides what the safe way is.
import { unreachable } from '../../core/unreachable.ts';
import type { Column, Relation } from './catalog.ts';
import { describeHolds, describeRows, holds, largest, listNames, weigh } from './hold.ts';
import type { Judged } from './judged.ts';
import type { Draft } from './migration-finding.ts';
import type { RuleId } from './rules.ts';
import { safeDefault, safeGenerated, safeSerial, safeType } from './safe-ways.ts';

export function judgeRewrites(judged: Judged): readonly Draft[] {
  const { rewritten } = judged.trace.changes;
  const [first] = rewritten;
  if (first === undefined) return [];
  const { rule, safe } = causeOf(judged, first);
  const size = largest(judged, rewritten);
  const verb = rule === 'refresh-blocks' ? 'fills it anew' : `rewrites ${describeRows(size)}`;
  const which = rewritten.length > 1 ? ` of ${listNames(rewritten.map(({ name }) => name))}` : '';
  const held = describeHolds(holds(judged.trace));
  return [{ rule, severity: weigh(size), what: `${held} while it ${verb}${which}`, safe }];
}

interface Cause {
  readonly rule: RuleId;
  readonly safe: string | null;
}

function causeOf({ trace, statement }: Judged, table: Relation): Cause {
  const { columnsChanged, columnsAdded } = trace.changes;
  // A partition is rewritten for what its parent was told; both show it.
  const changed = columnsChanged.find((each) => each.before.type !== each.after.type);
  if (changed !== undefined) {
    return { rule: 'column-type', safe: safeType(changed.table.name, changed.before, changed.after) };
  }
  const added = columnsAdded.find(({ column }) => column.default !== null || column.identity !== '');
  if (added !== undefined) return causeOfColumn(added.table.name, added.column);
  if (table.kind === 'm') {
    const text = statement.text.replace(/^(refresh\s+materialized\s+view)\b/i, '$1 CONCURRENTLY');
    const safe = text === statement.text ? null : `-- Needs a unique index on ${table.name}:\n${text};`;
    return { rule: 'refresh-blocks', safe };
  }
  return { rule: 'table-rewrite', safe: null };
}

function causeOfColumn(table: string, column: Column): Cause {
  const kind = kindOf(column);
  switch (kind) {
    case 'generated':
      return { rule: 'generated-column', safe: safeGenerated(table, column) };
    case 'numbered':
      return { rule: 'serial-column', safe: safeSerial(table, column) };
    case 'default':
      return { rule: 'volatile-default', safe: safeDefault(table, column) };
    default:
      return unreachable(kind);
  }
}

function kindOf(column: Column): 'generated' | 'numbered' | 'default' {
  if (column.generated !== '') return 'generated';
  return column.identity !== '' || (column.default ?? '').startsWith('nextval(') ? 'numbered' : 'default';
}
