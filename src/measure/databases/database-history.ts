// What builds a side's database, and whether head's is base's with something on top.
import type { DatabaseConfig } from '../../config/config.ts';
import type { Files } from '../../ports/files.ts';
import { readMigrations, readScripts, type Checkout, type SqlScript } from './sql-script.ts';

export interface DatabaseHistory {
  readonly schema: readonly SqlScript[];
  readonly migrations: readonly SqlScript[];
  readonly seed: readonly SqlScript[];
}

export type Continuation =
  | { readonly linear: true; readonly added: readonly SqlScript[] }
  | { readonly linear: false; readonly reason: string };

export async function readHistory(
  files: Files,
  config: DatabaseConfig,
  checkout: Checkout,
): Promise<DatabaseHistory> {
  return {
    schema: await readScripts(files, checkout, config.schema),
    migrations: await readMigrations(files, checkout, config.migrations),
    seed: await readScripts(files, checkout, config.seed),
  };
}

/** Head continues base where it changed nothing that base has run and adds migrations after them only. */
export function continuation(base: DatabaseHistory, head: DatabaseHistory): Continuation {
  const added = head.migrations.slice(base.migrations.length);
  const kept = head.migrations.slice(0, base.migrations.length);
  const changed =
    firstDifference(base.schema, head.schema) ??
    firstDifference(base.migrations, kept) ??
    firstDifference(base.seed, head.seed);
  if (changed === null) return { linear: true, added };
  return { linear: false, reason: `${changed} is not on head as it is on base` };
}

function firstDifference(base: readonly SqlScript[], head: readonly SqlScript[]): string | null {
  const length = Math.max(base.length, head.length);
  for (let index = 0; index < length; index += 1) {
    const one = base[index];
    const other = head[index];
    if (one?.path !== other?.path || one?.text !== other?.text) return one?.path ?? other?.path ?? null;
  }
  return null;
}
