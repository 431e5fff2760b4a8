// A started server as the rooms see it: databases that are made, copied and connected to.
import type { DatabaseCluster } from '../../ports/databases.ts';
import { connectSession } from './connect-session.ts';
import type { RunningServer } from './launch-server.ts';

export async function openCluster(server: RunningServer, major: number): Promise<DatabaseCluster> {
  const connect = (database: string) =>
    connectSession({ host: server.socketDirectory, port: server.port, user: 'postgres', database });

  async function administer(sql: string): Promise<void> {
    await using session = await connect('postgres');
    await session.query(sql);
  }

  return {
    version: await versionOf(connect),
    url: (database) =>
      `postgres://postgres:${server.password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`,
    create: (database) => administer(`CREATE DATABASE ${identifier(database)}`),
    async clone(from, to) {
      // An app or command that has just ended may still hold a connection for a moment.
      await administer(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${literal(from)}`,
      );
      const strategy = major >= 15 ? ' STRATEGY file_copy' : '';
      await administer(`CREATE DATABASE ${identifier(to)} TEMPLATE ${identifier(from)}${strategy}`);
    },
    connect,
    [Symbol.asyncDispose]: () => Promise.resolve(server[Symbol.asyncDispose]()),
  };
}

async function versionOf(connect: DatabaseCluster['connect']): Promise<string> {
  await using session = await connect('postgres');
  const [row] = await session.query(
    "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
  );
  return String(row?.['version']);
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
