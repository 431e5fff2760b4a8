// Can the throw-away Postgres start? Only asked where the configuration has a database.
import { isProblem } from '../../../core/problem.ts';
import type { Check } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const id = 'postgres';

export const postgresCheck: Check = {
  id,
  async run({ config, environment, world }) {
    const database = config?.database ?? null;
    if (database === null) return [];
    const found: Diagnosis[] = [];
    try {
      await using cluster = await world.databases.start(database.postgres);
      found.push({ check: id, status: 'ok', message: `Postgres ${cluster.version} starts`, mend: null });
    } catch (error) {
      if (!isProblem(error)) throw error;
      found.push({ check: id, status: 'failure', message: error.message, mend: error.mend });
    }
    const external = database.external_url_env;
    if (external !== null && !environment[external]) {
      found.push({
        check: id,
        status: 'warning',
        message: `The variable ${external}, which \`database.external_url_env\` names, is not set here`,
        mend: `Set ${external} to the URL of the database, or delete the key`,
      });
    }
    return found;
  },
};
