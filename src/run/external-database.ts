// The one value that reaches the query gauge from the environment: where a database of the user's own is.
import type { Config } from '../config/config.ts';

/** Null where the configuration names no variable, or the variable is not set. Holds a password: never to be shown. */
export function externalDatabaseUrl(config: Config, environment: NodeJS.ProcessEnv): string | null {
  const variable = config.database?.external_url_env ?? null;
  return (variable !== null && environment[variable]) || null;
}
