// What a gate has to work on in this repository, and what to configure where it has nothing.
import type { Config } from '../config/config.ts';
import { pageName, routeName } from '../config/target-name.ts';
import { capturesStatements } from '../config/captures-statements.ts';
import { CAPTURED_TARGET } from '../core/captured-target.ts';
import type { GateId } from '../core/gate-id.ts';

export type Availability =
  | { readonly available: true; readonly targets: readonly string[] }
  | { readonly available: false; readonly reason: string };

export function availabilityOf(gate: GateId, config: Config): Availability {
  const supply = SUPPLIES[gate];
  if (supply === undefined) {
    return { available: false, reason: 'this version of perfcrew has no runner for it' };
  }
  const targets = supply.of(config);
  return targets === null || (supply.needsTargets && targets.length === 0)
    ? { available: false, reason: supply.missing }
    : { available: true, targets };
}

/** Whether this version can run the gate at all. */
export function hasRunner(gate: GateId): boolean {
  return SUPPLIES[gate] !== undefined;
}

interface Supply {
  readonly needsTargets: boolean;
  /** Names of its targets; null where its command is not configured. */
  of(config: Config): readonly string[] | null;
  /** What is missing, and the key to set. */
  readonly missing: string;
}

/** Exactly the gates this version can run. */
const SUPPLIES: Readonly<Partial<Record<GateId, Supply>>> = {
  build: {
    needsTargets: false,
    of: ({ checks, setup }) => ((checks.build ?? setup.build) === null ? null : []),
    missing: 'no build command is configured; set checks.build or setup.build',
  },
  lint: {
    needsTargets: false,
    of: ({ checks }) => (checks.lint === null ? null : []),
    missing: 'no lint command is configured; set checks.lint',
  },
  test: {
    needsTargets: false,
    of: ({ checks }) => (checks.test === null ? null : []),
    missing: 'no test command is configured; set checks.test',
  },
  behaviour: {
    needsTargets: true,
    of: ({ app, targets }) => (app === null ? null : targets.routes.map(routeName)),
    missing: 'it compares the answers of a running app; add app and targets.routes',
  },
  load: {
    needsTargets: true,
    of: ({ targets }) => targets.routes.map(routeName),
    missing: 'no routes are configured; add targets.routes',
  },
  profile: {
    needsTargets: true,
    of: ({ app, targets }) => (app?.start == null ? null : targets.routes.map(routeName)),
    missing: 'it profiles a running app under load; set app.start and add targets.routes',
  },
  endurance: {
    needsTargets: true,
    of: ({ app, targets }) => (app?.start == null ? null : targets.routes.map(routeName)),
    missing: 'it reads the heap of a running app under load; set app.start and add targets.routes',
  },
  page: {
    needsTargets: true,
    of: ({ targets }) => targets.pages.map(pageName),
    missing: 'no pages are configured; add targets.pages',
  },
  query: {
    needsTargets: true,
    of: (config) => [
      ...config.targets.queries.map(({ name }) => name),
      ...(capturesStatements(config) ? [CAPTURED_TARGET] : []),
    ],
    missing: 'no queries are configured; add targets.queries, or a database and an app with routes',
  },
  migration: {
    needsTargets: false,
    of: ({ database }) => (database === null || database.migrations.length === 0 ? null : []),
    missing: 'no migrations are configured; add database.migrations',
  },
  command: {
    needsTargets: true,
    of: ({ targets }) => targets.commands.map(({ name }) => name),
    missing: 'no commands are configured; add targets.commands',
  },
};
