// Which variables an app reads its database from where it reads host, user and password apart, as many do instead of a URL.
import type { DatabaseParts } from './repository-facts.ts';

/** `DB_HOST`, `POSTGRES_PASSWORD`, `DATABASE_NAME`; not `REDIS_HOST`. Postgres's own names need no telling. */
const PARTS: readonly (readonly [part: keyof DatabaseParts, pattern: RegExp])[] = [
  ['host', named('HOST|HOSTNAME|SERVER|ADDRESS')],
  ['port', named('PORT')],
  ['user', named('USER|USERNAME|USR')],
  ['password', named('PASS|PASSWORD|PASSWD|PWD|SECRET')],
  ['name', named('NAME|DATABASE|DB|DATABASE_NAME|DB_NAME')],
];
const OWN_NAMES = /^PG(?:HOST|PORT|USER|PASSWORD|DATABASE)$/;

function named(ending: string): RegExp {
  return new RegExp(String.raw`^(?:\w+_)?(?:DB|DATABASE|PG|POSTGRES|POSTGRESQL|SQL)_?(?:${ending})$`, 'i');
}

/** Null where too little of it is read for a database: a name alone is often something else. */
export function databaseParts(names: readonly string[]): DatabaseParts | null {
  const parts = Object.fromEntries(
    PARTS.flatMap(([part, pattern]) => {
      const name = names.find((one) => pattern.test(one) && !OWN_NAMES.test(one));
      return name === undefined ? [] : [[part, name] as const];
    }),
  );
  return parts['user'] !== undefined && parts['password'] !== undefined ? parts : null;
}
