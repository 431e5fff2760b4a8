// Everything that fills a database, in order, and how much of it both sides have in common.
import type { DatabaseConfig } from '../../config/config.ts';
import type { DatabaseHistory } from './database-history.ts';
import type { SqlScript } from './sql-script.ts';

export type DatabaseStep =
  | { readonly kind: 'script'; readonly script: SqlScript }
  | { readonly kind: 'command'; readonly command: string };

export function stepsOf(
  { schema, migrations, seed }: DatabaseHistory,
  { migrate, seed_command: seedCommand }: Pick<DatabaseConfig, 'migrate' | 'seed_command'>,
): readonly DatabaseStep[] {
  return [
    ...scriptSteps([...schema, ...migrations]),
    ...commandStep(migrate),
    ...scriptSteps(seed),
    ...commandStep(seedCommand),
  ];
}

export function scriptSteps(scripts: readonly SqlScript[]): readonly DatabaseStep[] {
  return scripts.map((script) => ({ kind: 'script', script }));
}

export function commandStep(command: string | null): readonly DatabaseStep[] {
  return command === null ? [] : [{ kind: 'command', command }];
}

/** How many steps both sides begin with; a command may do anything on each side, so it ends what they share. */
export function sharedSteps(base: readonly DatabaseStep[], head: readonly DatabaseStep[]): number {
  let shared = 0;
  while (isSameScript(base[shared], head[shared])) shared += 1;
  return shared;
}

function isSameScript(one: DatabaseStep | undefined, other: DatabaseStep | undefined): boolean {
  if (one?.kind !== 'script' || other?.kind !== 'script') return false;
  return one.script.path === other.script.path && one.script.text === other.script.text;
}
