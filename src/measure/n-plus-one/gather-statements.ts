// What routes ask the database, one entry a statement, however many routes and calls it has.
import { routeName } from '../../config/target-name.ts';
import type { Location } from '../../core/location.ts';
import type { CapturedStatement } from '../../ports/sql-capture.ts';
import { isHousekeeping } from '../load/statement-text.ts';
import { findWrappers, locateFrame } from './find-wrappers.ts';
import type { Fingerprinter } from './fingerprint-statement.ts';
import type { WatchedRoute } from './watch-routes.ts';

export interface GatheredStatement {
  /** The same for statements that differ in their values only. */
  readonly key: string;
  /** Of its first call, with its values. */
  readonly statement: CapturedStatement;
  /** The line that asks; null where only the wire was watched. */
  readonly location: Location | null;
  readonly calls: readonly { readonly route: string; readonly perRequest: number }[];
}

export function gatherStatements(
  watched: readonly WatchedRoute[],
  { directory, fingerprint }: { readonly directory: string; readonly fingerprint: Fingerprinter },
): readonly GatheredStatement[] {
  const wrappers = findWrappers(
    watched.flatMap(({ capture }) => capture.statements),
    fingerprint,
  );
  const calls = watched.flatMap(({ route, capture }) =>
    capture.statements
      .filter(({ sql, requestId }) => requestId !== null && !isHousekeeping(sql))
      .map((statement) => ({ route: routeName(route), statement })),
  );
  const same = Map.groupBy(calls, ({ statement }) => fingerprint(statement.sql).key);
  return [...same].flatMap(([key, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const place = locateFrame(first.statement.frames, directory, wrappers);
    return [
      {
        key,
        statement: first.statement,
        location: place && { ...place, side: 'head' },
        calls: [...Map.groupBy(own, ({ route }) => route)].map(([route, turns]) => ({
          route,
          perRequest: turns.length,
        })),
      },
    ];
  });
}
