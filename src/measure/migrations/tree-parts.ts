// The parts of a syntax tree the rules ask about: columns that are defined, and names of types.
import type { AlterTableCmd, ColumnDef, Node, RangeVar, TypeName } from 'libpg-query';

/** `change`: an existing column gets another type. */
export interface DefinedColumn {
  readonly definition: ColumnDef;
  readonly by: 'create' | 'add' | 'change';
}

export function definedColumns(tree: Node): readonly DefinedColumn[] {
  if ('CreateStmt' in tree) {
    return (tree.CreateStmt.tableElts ?? []).flatMap((element) =>
      'ColumnDef' in element ? [{ definition: element.ColumnDef, by: 'create' }] : [],
    );
  }
  return alterations(tree).flatMap(({ subtype, def, name }): readonly DefinedColumn[] => {
    if (def === undefined || !('ColumnDef' in def)) return [];
    if (subtype === 'AT_AddColumn') return [{ definition: def.ColumnDef, by: 'add' }];
    const colname = name ?? def.ColumnDef.colname ?? '';
    return subtype === 'AT_AlterColumnType'
      ? [{ definition: { ...def.ColumnDef, colname }, by: 'change' }]
      : [];
  });
}

export function alterations(tree: Node): readonly AlterTableCmd[] {
  if (!('AlterTableStmt' in tree)) return [];
  return (tree.AlterTableStmt.cmds ?? []).flatMap((command) =>
    'AlterTableCmd' in command ? [command.AlterTableCmd] : [],
  );
}

/** Without its schema: `int4`, `varchar`, `serial`. */
export function typeOf({ typeName }: ColumnDef): string {
  return nameOf(typeName?.names);
}

export function isArray({ typeName }: { readonly typeName?: TypeName }): boolean {
  return (typeName?.arrayBounds?.length ?? 0) > 0;
}

/** The last part of a qualified name. */
export function nameOf(names: readonly Node[] | undefined): string {
  const last = names?.at(-1);
  return last !== undefined && 'String' in last ? (last.String.sval ?? '') : '';
}

export function written({ schemaname, relname }: RangeVar): string {
  return schemaname === undefined ? (relname ?? '') : `${schemaname}.${relname ?? ''}`;
}
