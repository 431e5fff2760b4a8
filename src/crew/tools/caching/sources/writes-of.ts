// The tables a node of a parse tree writes.
import type { Node } from '@pgsql/types';
import type { TableWrite } from '../cache-design.ts';

export interface Written {
  readonly table: string;
  readonly kind: TableWrite['kind'];
}

/** Stands for a table whose name is only known when the program runs. */
export const UNKNOWN_TABLE = '__unknown__';

export function writesOf(node: Node): readonly Written[] {
  if ('InsertStmt' in node) return [written(node.InsertStmt.relation?.relname, 'insert')];
  if ('UpdateStmt' in node) return [written(node.UpdateStmt.relation?.relname, 'update')];
  if ('DeleteStmt' in node) return [written(node.DeleteStmt.relation?.relname, 'delete')];
  if ('MergeStmt' in node) return [written(node.MergeStmt.relation?.relname, 'merge')];
  if ('CopyStmt' in node)
    return node.CopyStmt.is_from === true && node.CopyStmt.relation !== undefined
      ? [written(node.CopyStmt.relation.relname, 'copy')]
      : [];
  if ('RefreshMatViewStmt' in node) return [written(node.RefreshMatViewStmt.relation?.relname, 'refresh')];
  if ('TruncateStmt' in node)
    return (node.TruncateStmt.relations ?? []).flatMap((relation) =>
      'RangeVar' in relation ? [written(relation.RangeVar.relname, 'truncate')] : [],
    );
  return [];
}

function written(table: string | undefined, kind: Written['kind']): Written {
  return { table: (table ?? UNKNOWN_TABLE).toLowerCase(), kind };
}
