// How a project's programs are told their database: by a URL, by its parts in variables of the project's own, and by those libpq reads.
import type { Config } from '../../config/config.ts';

export type DatabaseVariables = Pick<NonNullable<Config['database']>, 'url_env' | 'parts_env'>;

const PARTS = ['host', 'port', 'user', 'password', 'name'] as const;

/** Drivers take what they are not told from PGHOST and its kin: postgresql.org/docs/current/libpq-envars.html. */
export function databaseEnvironment(
  { url_env: urlEnv, parts_env: partsEnv }: DatabaseVariables,
  url: string,
): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const parts = {
    host: hostname,
    port: port === '' ? '5432' : port,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    name: decodeURIComponent(pathname.slice(1)),
  };
  const own = PARTS.flatMap((part) => {
    const name = partsEnv[part];
    return name === undefined ? [] : [[name, parts[part]] as const];
  });
  return {
    PGHOST: parts.host,
    PGPORT: parts.port,
    PGUSER: parts.user,
    PGPASSWORD: parts.password,
    PGDATABASE: parts.name,
    ...Object.fromEntries(own),
    [urlEnv]: url,
  };
}
