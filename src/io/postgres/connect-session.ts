// One connection, statements one after the other, refusals in the server's own words.
import { Client, DatabaseError as Refusal, type ClientConfig } from 'pg';
import { DatabaseError, type DatabaseSession, type Row } from '../../ports/databases.ts';

/** SQLSTATE class 08: the connection was lost before the answer came. */
const CONNECTION_FAILURE = '08006';

export async function connectSession(options: ClientConfig): Promise<DatabaseSession> {
  const client = new Client({ application_name: 'perfcrew', connectionTimeoutMillis: 10_000, ...options });
  // A server that stops says so to idle connections too; whoever asks next gets it as an answer.
  client.on('error', () => {});
  await client.connect();
  let open = true;
  return {
    async query(sql, parameters) {
      try {
        return await run(client, sql, parameters);
      } catch (error) {
        throw asDatabaseError(error);
      }
    },
    async [Symbol.asyncDispose]() {
      if (!open) return;
      open = false;
      await client.end().catch(() => {});
    },
  };
}

/** With parameters (even none) the server takes exactly one statement; without, several. */
async function run(client: Client, sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]> {
  const single = { text: sql, values: [...(parameters ?? [])], queryMode: 'extended' };
  const answer: unknown = await client.query(parameters === undefined ? sql : single);
  const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
  return isResult(last) ? last.rows : [];
}

function isResult(answer: unknown): answer is { readonly rows: readonly Row[] } {
  return typeof answer === 'object' && answer !== null && 'rows' in answer && Array.isArray(answer.rows);
}

function asDatabaseError(error: unknown): unknown {
  if (error instanceof Refusal) {
    const place = Number(error.position);
    return new DatabaseError(error.message, {
      sqlState: error.code ?? 'XX000',
      position: Number.isInteger(place) && place > 0 ? place : null,
      cause: error,
    });
  }
  if (!(error instanceof Error)) return error;
  return new DatabaseError(`The connection was lost: ${error.message}`, {
    sqlState: CONNECTION_FAILURE,
    position: null,
    cause: error,
  });
}
