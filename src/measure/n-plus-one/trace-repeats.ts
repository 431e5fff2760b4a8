// What is known of a loop beyond its count: the line that asks, the one statement instead, and whether it grows with the data.
import type { RouteTarget } from '../../config/config.ts';
import { DatabaseError } from '../../ports/databases.ts';
import type { HookCapture } from '../../ports/sql-capture.ts';
import type { GaugeContext } from '../gauge.ts';
import { NotMeasurable } from '../stage.ts';
import { batchStatement } from './batch-statement.ts';
import { confirmGrowth, type GrownRepeat } from './confirm-growth.ts';
import { openFingerprinter, type Fingerprinter } from './fingerprint-statement.ts';
import { findParent } from './find-parent.ts';
import { findWrappers } from './find-wrappers.ts';
import { findRepeats, type RepeatedQuery } from './find-repeats.ts';
import { halveParent } from './halve-parent.ts';
import { tellRepeat, type ToldRepeat } from './tell-repeat.ts';
import { watchRoutes } from './watch-routes.ts';

export interface TracedRepeats {
  /** What is known of a statement, as pg_stat_statements or the app writes it; null where no loop of it was seen. */
  of(statement: string): ToldRepeat | null;
}

const COPY = 'perfcrew_half';
/** A database cannot be dropped from within. */
const MAINTENANCE_DATABASE = 'postgres';

/** Head's app must not run meanwhile: its database is copied. Never fails: what cannot be seen is not told. */
export async function traceRepeats(context: GaugeContext, route: RouteTarget): Promise<TracedRepeats> {
  const fingerprint = await openFingerprinter();
  try {
    const capture = await captureOf(context, { route });
    const wrappers = findWrappers(capture.statements, fingerprint);
    const told = new Map<string, ToldRepeat>();
    for (const repeat of findRepeats(capture, fingerprint)) {
      if (told.has(repeat.fingerprint.key)) continue;
      const growth = await growthOf(repeat, capture, { context, route, fingerprint });
      const replacement = batchStatement(repeat);
      const repositoryDirectory = context.stage.head.directory;
      const known = { repositoryDirectory, wrappers, growth, replacement };
      told.set(repeat.fingerprint.key, tellRepeat(repeat, known));
    }
    return { of: (statement) => told.get(fingerprint(statement).key) ?? null };
  } catch (error) {
    if (!(error instanceof NotMeasurable)) throw error;
    context.world.log.debug(`load: the statements of the route could not be traced: ${error.message}`);
    return { of: () => null };
  }
}

async function captureOf(
  context: GaugeContext,
  { route, ...database }: { readonly route: RouteTarget; readonly databaseUrl?: string },
): Promise<HookCapture> {
  const [watched] = await watchRoutes(context, { routes: [route], ...database });
  if (watched === undefined) throw new Error('The route was not asked.');
  return watched.capture;
}

interface Growing {
  readonly context: GaugeContext;
  readonly route: RouteTarget;
  readonly fingerprint: Fingerprinter;
}

/** Null where the rows of the loop cannot be halved. */
async function growthOf(
  repeat: RepeatedQuery,
  large: HookCapture,
  { context, route, fingerprint }: Growing,
): Promise<GrownRepeat | null> {
  const { cluster, head } = context.stage;
  const parent = findParent(large, repeat, fingerprint);
  const urlEnv = context.config.database?.url_env;
  const hasOwn = urlEnv !== undefined && context.config.app?.env[urlEnv] !== undefined;
  if (parent === null || cluster === null || head.database === null || hasOwn) return null;
  try {
    await cluster.clone(head.database, COPY);
  } catch (error) {
    if (error instanceof DatabaseError) return null;
    throw error;
  }
  try {
    const halved = await halve();
    if (halved === null) return null;
    const small = await captureOf(context, { route, databaseUrl: cluster.url(COPY) });
    const grown = confirmGrowth(
      { small: { capture: small, rows: halved.after }, large: { capture: large, rows: halved.before } },
      fingerprint,
    );
    return grown.find(({ repeat: { fingerprint: own } }) => own.key === repeat.fingerprint.key) ?? null;
  } finally {
    await using session = await cluster.connect(MAINTENANCE_DATABASE);
    await session.query(`DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
  }

  async function halve() {
    if (cluster === null || parent === null) return null;
    await using session = await cluster.connect(COPY);
    return await halveParent(session, parent);
  }
}
