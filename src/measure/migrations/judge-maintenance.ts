// Indexes and partitions taken away, and tables put in order, without CONCURRENTLY or while nobody can use them.
import type { Node } from 'libpg-query';
import { isConcurrent, isFullVacuum, isWholeReindex } from './how-to-run.ts';
import type { Draft } from './migration-finding.ts';
import { alterations, written } from './tree-parts.ts';

export function judgeDropIndex(tree: Node, text: string): readonly Draft[] {
  const detached = alterations(tree).find(({ subtype }) => subtype === 'AT_DetachPartition');
  if (detached !== undefined && !isConcurrent(tree)) {
    const what =
      'locks the partitioned table against reads and writes, and waits for every query on it first';
    return [
      {
        rule: 'detach-blocks',
        severity: 'warning',
        what,
        safe: `-- Outside of a transaction:\n${text} CONCURRENTLY;`,
      },
    ];
  }
  if (!('DropStmt' in tree) || tree.DropStmt.removeType !== 'OBJECT_INDEX' || isConcurrent(tree)) return [];
  const what = 'locks the table of the index against reads and writes, and waits for every query on it first';
  const safe = `-- Outside of a transaction:\n${text.replace(/^(drop\s+index)\b/i, '$1 CONCURRENTLY')};`;
  return [{ rule: 'drop-index-blocks', severity: 'warning', what, safe }];
}

export function judgeMaintenance(tree: Node): readonly Draft[] {
  if ('VacuumStmt' in tree && isFullVacuum(tree.VacuumStmt)) {
    const tables = (tree.VacuumStmt.rels ?? []).flatMap((relation) =>
      'VacuumRelation' in relation && relation.VacuumRelation.relation !== undefined
        ? [written(relation.VacuumRelation.relation)]
        : [],
    );
    const which = tables.length === 0 ? 'every table' : tables.join(', ');
    const what = `locks ${which} against reads and writes while it writes all rows anew`;
    return [
      {
        rule: 'vacuum-full',
        severity: 'error',
        what,
        safe: `VACUUM (ANALYZE) ${tables.join(', ')}`.trim() + ';',
      },
    ];
  }
  if ('ClusterStmt' in tree && tree.ClusterStmt.relation === undefined) {
    const what = 'locks every clustered table against reads and writes while it writes all rows anew';
    return [{ rule: 'table-rewrite', severity: 'error', what, safe: null }];
  }
  if (!('ReindexStmt' in tree) || !isWholeReindex(tree.ReindexStmt) || isConcurrent(tree)) return [];
  const what = 'locks one table after the other against writes while it builds all indexes anew';
  const name = tree.ReindexStmt.name ?? '';
  const kind = tree.ReindexStmt.kind === 'REINDEX_OBJECT_SCHEMA' ? 'SCHEMA' : 'DATABASE';
  return [
    {
      rule: 'reindex-blocks',
      severity: 'error',
      what,
      safe: `REINDEX ${kind} CONCURRENTLY ${name}`.trim() + ';',
    },
  ];
}
