// Fills the databases of both sides on one server: what they have in common is done once and copied file by file.
import type { DatabaseConfig } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { DatabaseCluster } from '../../ports/databases.ts';
import type { World } from '../../ports/world.ts';
import { allOrFirstFailure } from '../stage/all-or-first-failure.ts';
import { continuation, type DatabaseHistory } from './database-history.ts';
import { commandStep, scriptSteps, sharedSteps, stepsOf, type DatabaseStep } from './database-steps.ts';
import { refreshAll, refreshChanged, tablePrints } from './refresh-statistics.ts';
import { runDatabaseCommand } from './run-database-command.ts';
import { runScripts, type Building } from './run-script.ts';

export type Histories = Readonly<Record<Side, DatabaseHistory>>;

export interface DatabaseNames {
  readonly base: string;
  readonly head: string;
  /** A copy of base's for its second process. */
  readonly control: string;
  readonly template: string;
}

export interface BuildRequest {
  readonly cluster: DatabaseCluster;
  readonly names: DatabaseNames;
  readonly config: DatabaseConfig;
  /** Variables for the project's own commands, beside where the database is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute checkouts. */
  readonly directories: Readonly<Record<Side, string>>;
  readonly world: World;
  /** Whether an earlier run has kept base's database, and this server has it already. */
  readonly baseIsThere?: boolean;
  /** Whether base's database is to be kept for later runs, where it took its time. */
  readonly keepsBase?: boolean;
  /** Does one piece of the work, so that it is watched and timed; its answer says how it ended. */
  readonly doing: (name: string, work: () => Promise<string | void>) => Promise<void>;
}

/** Rejects with NotMeasurable, naming the side, where a file or command fails. */
export async function buildDatabases(request: BuildRequest, histories: Histories): Promise<void> {
  const { config, world } = request;
  const next = continuation(histories.base, histories.head);
  const steps = { base: stepsOf(histories.base, config), head: stepsOf(histories.head, config) };
  if (next.linear) {
    // As in production: head's migrations meet base's rows.
    await buildBase(request, steps.base);
    const more = [...scriptSteps(next.added), ...commandStep(config.migrate)];
    const files = next.added.map(({ path }) => path).join(', ');
    await buildOnCopy(request, { from: 'base', side: 'head', steps: more, told: files });
    return;
  }
  const shared = sharedSteps(steps.base, steps.head);
  const { schema, migrations } = histories.base;
  // A schema is made as quickly as it is copied; rows are not.
  if (shared <= schema.length + migrations.length) {
    world.log.info(`Head's database is built from the start, apart from base's: ${next.reason}.`);
    await allOrFirstFailure([
      buildFromStart(request, 'base', steps.base),
      buildFromStart(request, 'head', steps.head),
    ]);
    return;
  }
  await buildFromStart(request, 'template', steps.base.slice(0, shared));
  for (const side of ['base', 'head'] as const) {
    const more = steps[side].slice(shared);
    await buildOnCopy(request, { from: 'template', side, steps: more, told: `${more.length} more` });
  }
}

/** Sooner than this it is built as quickly as it is kept. */
const WORTH_KEEPING_MS = 3_000;

/** Alone on its server until it is kept. */
async function buildBase(request: BuildRequest, steps: readonly DatabaseStep[]): Promise<void> {
  const { cluster, names, world, doing, baseIsThere = false, keepsBase = false } = request;
  if (baseIsThere) {
    world.log.info("Base's database is the one an earlier run has kept: what fills it is the same.");
    return;
  }
  const startedAt = world.clock.elapsed();
  await buildFromStart(request, 'base', steps);
  const isWorthIt = world.clock.elapsed() - startedAt >= WORTH_KEEPING_MS;
  if (!keepsBase || !isWorthIt || cluster.keep === undefined) return;
  // After a crash, which is how the copy begins, such tables are empty.
  if (await hasUnlogged(cluster, names.base)) return;
  await doing("Keeping base's database for later runs", () => cluster.keep?.() ?? Promise.resolve());
}

async function hasUnlogged(cluster: DatabaseCluster, database: string): Promise<boolean> {
  await using session = await cluster.connect(database);
  const rows = await session.query("SELECT 1 FROM pg_class WHERE relpersistence = 'u' LIMIT 1");
  return rows.length > 0;
}

const NAMED = {
  base: "base's database",
  head: "head's database",
  template: 'what both databases begin with',
} as const;

async function buildFromStart(
  request: BuildRequest,
  which: keyof typeof NAMED,
  steps: readonly DatabaseStep[],
): Promise<void> {
  const { cluster, names, doing } = request;
  const building: Building = { side: which === 'head' ? 'head' : 'base', cluster, database: names[which] };
  await doing(`Building ${NAMED[which]} on PostgreSQL ${cluster.version}`, async () => {
    await cluster.create(names[which]);
    await runSteps(request, building, steps);
    await refreshAll(cluster, names[which]);
  });
}

interface Copy {
  readonly from: 'base' | 'template';
  readonly side: Side;
  readonly steps: readonly DatabaseStep[];
  /** What follows the copy, for the person watching. */
  readonly told: string;
}

async function buildOnCopy(request: BuildRequest, { from, side, steps, told }: Copy): Promise<void> {
  const { cluster, names, world, doing } = request;
  await doing(`Building ${NAMED[side]}`, async () => {
    const before = await tablePrints(cluster, names[from]);
    await cluster.clone(names[from], names[side]);
    await runSteps(request, { side, cluster, database: names[side] }, steps);
    const refreshed = await refreshChanged(cluster, names[side], before);
    if (refreshed.length > 0) world.log.debug(`Statistics taken again on ${side}: ${refreshed.join(', ')}.`);
    const copied = from === 'base' ? "a copy of base's" : 'a copy of what both begin with';
    return told === '' ? copied : `${copied} and ${told}`;
  });
}

async function runSteps(
  { config, directories, environment, world }: BuildRequest,
  building: Building,
  steps: readonly DatabaseStep[],
): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'script') await runScripts(building, [step.script]);
    else {
      const { command } = step;
      const directory = directories[building.side];
      await runDatabaseCommand(world, building, { command, directory, variables: config, environment });
    }
  }
}
