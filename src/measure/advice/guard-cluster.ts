// Sessions that ask before each statement whether to go on: advice takes many statements, and may be cut short at any.
import type { DatabaseCluster } from '../../ports/databases.ts';
import { STATEMENT_TIMEOUT_MS } from '../query/planner-settings.ts';

export type Connections = Pick<DatabaseCluster, 'connect'>;

/** `mayGoOn` throws where advice is to stop; what was opened is closed by other sessions. */
export function guardCluster(cluster: Connections, mayGoOn: () => void): Connections {
  return {
    async connect(database) {
      mayGoOn();
      const session = await cluster.connect(database);
      // Also of those that build and vacuum: a statement is not asked in its middle.
      await session.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
      return {
        async query(sql, parameters) {
          mayGoOn();
          return await session.query(sql, parameters);
        },
        [Symbol.asyncDispose]: () => Promise.resolve(session[Symbol.asyncDispose]()),
      };
    },
  };
}
