// The order a query asks for, where one table's columns alone decide it.
import type { Node } from '@pgsql/types';
import type { SortTerm } from './access.ts';
import { printTerm, type ColumnOf } from './print-expression.ts';
import type { Scope } from './scope.ts';

export function readOrder({ order, targets }: Scope, columnOf: ColumnOf): readonly SortTerm[] {
  const terms: SortTerm[] = [];
  for (const item of order) {
    const sort = 'SortBy' in item ? item.SortBy : { node: item };
    const node = sort.node === undefined ? undefined : resultMeant(sort.node, targets ?? []);
    const term = node === undefined ? null : printTerm(node, columnOf);
    const usual =
      sort.sortby_nulls === undefined ||
      sort.sortby_nulls === 'SORTBY_NULLS_DEFAULT' ||
      (sort.sortby_nulls === 'SORTBY_NULLS_LAST') === (sort.sortby_dir !== 'SORTBY_DESC');
    if (term === null || !usual || sort.sortby_dir === 'SORTBY_USING') return [];
    terms.push({ ...term, descending: sort.sortby_dir === 'SORTBY_DESC' });
  }
  return terms;
}

/** `ORDER BY 2` and `ORDER BY name` mean a result where there is one. */
function resultMeant(node: Node, targets: readonly Node[]): Node | undefined {
  const results = targets.flatMap((target) => ('ResTarget' in target ? [target.ResTarget] : []));
  if ('A_Const' in node && node.A_Const.ival !== undefined)
    return results[(node.A_Const.ival.ival ?? 0) - 1]?.val;
  if (!('ColumnRef' in node)) return node;
  const [field, ...more] = node.ColumnRef.fields ?? [];
  if (field === undefined || more.length > 0 || !('String' in field)) return node;
  const { sval } = field.String;
  return results.find(({ name }) => name !== undefined && name === sval)?.val ?? node;
}
