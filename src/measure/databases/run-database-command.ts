// Runs a project's own migration or seed command against one of its databases.
import type { World } from '../../ports/world.ts';
import { NotMeasurable } from '../stage.ts';
import { databaseEnvironment, type DatabaseVariables } from './database-environment.ts';
import type { Building } from './run-script.ts';

const TIMEOUT_MS = 10 * 60_000;

export interface DatabaseCommand {
  readonly command: string;
  readonly directory: string;
  /** Variables through which the command is told the database. */
  readonly variables: DatabaseVariables;
  /** What the app gets as well: it often reads the same configuration. */
  readonly environment: Readonly<Record<string, string>>;
}

export async function runDatabaseCommand(
  world: World,
  building: Building,
  { command, directory, variables, environment }: DatabaseCommand,
): Promise<void> {
  const { side, cluster, database } = building;
  const result = await world.shell.run(command, {
    directory,
    environment: { ...environment, ...databaseEnvironment(variables, cluster.url(database)) },
    trust: 'scrubbed',
    timeoutMs: TIMEOUT_MS,
    signal: world.signal,
  });
  if (result.exitCode === 0) return;
  const how = result.timedOut
    ? `did not end within ${TIMEOUT_MS / 60_000} minutes`
    : `ended with exit code ${result.exitCode}`;
  const last = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-5).join('\n');
  throw new NotMeasurable(side, {
    reason: `\`${command}\` ${how} on ${side}${last === '' ? '' : `:\n${last}`}`,
    mend: `Make \`${command}\` work on an empty database named in ${variables.url_env}; it gets the variables of \`app.env\`, too.`,
  });
}
