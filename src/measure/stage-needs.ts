// What the stage must have ready for the planned gates, and no more: a lint run starts no database.
import type { Config } from '../config/config.ts';
import type { Gauge, Need } from './gauge.ts';

export interface StageNeeds {
  readonly app: boolean;
  readonly database: boolean;
  readonly install: boolean;
  readonly build: boolean;
}

export function stageNeeds(gauges: readonly Gauge[], config: Config): StageNeeds {
  const wants = (need: Need) =>
    gauges.some(({ needs, alsoNeeds }) => [...needs, ...(alsoNeeds?.(config) ?? [])].includes(need));
  const app = config.app !== null && wants('app');
  const filled = config.database !== null && (app || (wants('database') && isFilled(config.database)));
  const ownPrograms = config.database?.migrate != null || config.database?.seed_command != null;
  const programs = filled && ownPrograms;
  return {
    app,
    database: filled,
    install: app || programs || gauges.some(({ needs }) => needs.length === 0),
    build: app || programs || gauges.some(({ gate }) => gate === 'build' || gate === 'command'),
  };
}

/** An external database alone needs no server of ours. */
function isFilled(database: NonNullable<Config['database']>): boolean {
  const {
    schema,
    migrations,
    migrate,
    seed,
    seed_command: seedCommand,
    external_url_env: external,
  } = database;
  const filled =
    schema.length + migrations.length + seed.length > 0 || migrate !== null || seedCommand !== null;
  return filled || external === null;
}
