// What must be dropped when a table is written, by table: the list to work through at each write.
import type { CacheDesign } from '../cache-design.ts';

export interface InvalidationRules {
  readonly version: 1;
  readonly tables: readonly {
    readonly table: string;
    readonly drop: readonly { readonly keys: string; readonly route: string; readonly note: string }[];
    readonly writes: readonly {
      readonly kind: string;
      readonly when: string;
      /** `file:line`; null where it was only seen in traffic. */
      readonly at: string | null;
      readonly statement: string;
    }[];
  }[];
}

export function invalidationRules({ rules, entries }: CacheDesign): InvalidationRules {
  const routes = new Map(entries.map(({ key, route }) => [key.template, route]));
  return {
    version: 1,
    tables: [...Map.groupBy(rules, ({ table }) => table)].map(([table, own]) => ({
      table,
      drop: own.map(({ drop, entry, note }) => ({ keys: drop, route: routes.get(entry) ?? '', note })),
      // Rules of one table hold the same writes.
      writes: (own[0]?.writes ?? []).map(({ kind, when, location, statement }) => ({
        kind,
        when,
        at: location === null ? null : `${location.path}:${location.line}`,
        statement,
      })),
    })),
  };
}
