// What the app asks its database: its routes are requested once each, watched, and their statements gathered.
import type { Config } from '../config/config.ts';
import { routeName } from '../config/target-name.ts';
import type { Location } from '../core/location.ts';
import { Problem } from '../core/problem.ts';
import { shortStatement } from '../measure/load/statement-text.ts';
import { batchStatement } from '../measure/n-plus-one/batch-statement.ts';
import { openFingerprinter, type Fingerprinter } from '../measure/n-plus-one/fingerprint-statement.ts';
import { findRepeats } from '../measure/n-plus-one/find-repeats.ts';
import { findWrappers } from '../measure/n-plus-one/find-wrappers.ts';
import { gatherStatements } from '../measure/n-plus-one/gather-statements.ts';
import { tellRepeat } from '../measure/n-plus-one/tell-repeat.ts';
import { watchRoutes, type WatchedRoute } from '../measure/n-plus-one/watch-routes.ts';
import type { Stage } from '../measure/stage.ts';
import type { CapturedStatement } from '../ports/sql-capture.ts';
import type { World } from '../ports/world.ts';
import type { Explanation } from './explanation.ts';
import type { Asked } from './explain-statements.ts';

export interface CapturedApp {
  readonly asked: readonly Asked[];
  readonly loops: Explanation['loops'];
}

export async function captureApp(config: Config, stage: Stage, world: World): Promise<CapturedApp> {
  const { routes } = config.targets;
  if (config.app?.start == null || routes.length === 0) {
    throw new Problem('usage', {
      what: 'There is no app to watch: the configuration needs `app.start` and `targets.routes`.',
      mend: 'Run `perfcrew init`, or give a query, as in perfcrew explain "SELECT …".',
    });
  }
  const watched = await watchRoutes({ config, stage, world }, { routes });
  for (const { route, status } of watched) {
    if (status === null || status >= 400) {
      world.log.warn(`${routeName(route)} ${status === null ? 'does not answer' : `answers ${status}`}.`);
    }
  }
  const fingerprint = await openFingerprinter();
  const statements = watched.flatMap(({ capture }) => capture.statements);
  const code = { directory: stage.head.directory, wrappers: findWrappers(statements, fingerprint) };
  const gathered = gatherStatements(watched, { directory: code.directory, fingerprint });
  return {
    asked: gathered.map(({ statement, location, calls }, index) => ({
      query: queryOf(
        statement,
        `${index + 1}: ${shortStatement(statement.sql.replaceAll(/\s+/g, ' ').trim())}`,
      ),
      location,
      calls,
    })),
    loops: findLoops(watched, code, fingerprint),
  };
}

/** Where the code lies, and which of its lines are only passed through. */
interface Code {
  readonly directory: string;
  readonly wrappers: ReadonlySet<string>;
}

function queryOf({ sql, parameters }: CapturedStatement, name: string): Asked['query'] {
  return {
    name,
    path: null,
    parameters: parameters.map(({ value }) => value),
    texts: { base: null, head: { source: sql, statement: sql.replace(/;\s*$/, ''), offset: 0 } },
  };
}

function findLoops(
  watched: readonly WatchedRoute[],
  { directory, wrappers }: Code,
  fingerprint: Fingerprinter,
): Explanation['loops'] {
  return watched.flatMap(({ route, capture }) =>
    findRepeats(capture, fingerprint, () => routeName(route)).map((repeat) => {
      const told = tellRepeat(repeat, {
        repositoryDirectory: directory,
        wrappers,
        growth: null,
        replacement: batchStatement(repeat),
      });
      return { title: told.title, detail: told.detail, location: asLocation(told.location) };
    }),
  );
}

function asLocation(place: { readonly path: string; readonly line: number } | null): Location | null {
  return place && { ...place, side: 'head' };
}
