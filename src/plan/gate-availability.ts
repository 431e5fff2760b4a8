// What a gate has to work on in this repository, and what to configure where it has nothing.
import type { Config } from '../config/config.ts';
import { pageName, routeName } from '../config/target-name.ts';
import { capturesStatements } from '../config/captures-statements.ts';
import { CAPTURED_TARGET } from '../core/captured-target.ts';
import type { GateId } from '../core/gate-id.ts';
import { isReviewer, REVIEWER_GATES, type ReviewerGate } from '../core/reading-gates.ts';

export type Availability =
  | { readonly available: true; readonly targets: readonly string[] }
  | { readonly available: false; readonly reason: string };

/** Whether the reviewers can be asked where the plan is made; the reason where not. */
export type ModelAccess = { readonly usable: true } | { readonly usable: false; readonly reason: string };

export const NO_MODEL: ModelAccess = {
  usable: false,
  reason: 'needs a model: set ANTHROPIC_API_KEY',
};

export function availabilityOf(gate: GateId, config: Config, model: ModelAccess = NO_MODEL): Availability {
  if (isReviewer(gate)) return reviewerAvailability(gate, config, model);
  const supply = SUPPLIES[gate];
  const targets = supply.of(config);
  return targets === null || (supply.needsTargets && targets.length === 0)
    ? { available: false, reason: supply.missing }
    : { available: true, targets };
}

/** The reviewers of the user's own are targets of the gate `review`. */
function reviewerAvailability(gate: ReviewerGate, { crew }: Config, model: ModelAccess): Availability {
  const own = (crew.reviewers ?? []).filter((name) => !REVIEWER_GATES.some((known) => known === name));
  const isNamed = crew.reviewers === null || crew.reviewers.includes(gate);
  if (crew.model === 'off') return { available: false, reason: '`crew.model` is off in the configuration' };
  if (!isNamed && (gate !== 'review' || own.length === 0))
    return { available: false, reason: '`crew.reviewers` does not name it' };
  if (!model.usable) return { available: false, reason: model.reason };
  if (gate !== 'review' || own.length === 0) return { available: true, targets: [] };
  return { available: true, targets: isNamed ? [gate, ...own] : own };
}

interface Supply {
  readonly needsTargets: boolean;
  /** Names of its targets; null where its command is not configured. */
  of(config: Config): readonly string[] | null;
  /** What is missing, and the key to set. */
  readonly missing: string;
}

/** It needs nothing but the change. */
const always: Supply = { needsTargets: false, of: () => [], missing: '' };

const SUPPLIES: Readonly<Record<Exclude<GateId, ReviewerGate>, Supply>> = {
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
  static: always,
  security: always,
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
