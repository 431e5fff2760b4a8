// Postgres in WebAssembly behind the port of a server, for planning alone: no address for an app, one session for each database.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { DatabaseError, type DatabaseCluster, type DatabaseSession } from '../../ports/databases.ts';
import { startWorker, type PgliteWorker } from './start-worker.ts';

export interface PlannerOptions {
  /** Holds the fetched tool's node_modules. */
  readonly toolDirectory: string;
  readonly temporaryDirectory?: string | undefined;
  /** Aborting ends every thread. */
  readonly signal: AbortSignal;
}

/** Name of the empty database that others are copied from. */
const EMPTY = 'postgres';

export async function openPlanner(options: PlannerOptions): Promise<DatabaseCluster> {
  const { toolDirectory, temporaryDirectory = tmpdir(), signal } = options;
  const packageDirectory = join(toolDirectory, 'node_modules', '@electric-sql', 'pglite');
  const folder = await mkdtemp(join(temporaryDirectory, 'perfcrew-pglite-'));
  const folders = new Map([[EMPTY, join(folder, '0')]]);
  const workers = new Map<string, PgliteWorker>();
  const connected = new Set<string>();

  function workerOf(database: string): PgliteWorker {
    const directory = folders.get(database);
    if (directory === undefined) throw refusal('3D000', `database "${database}" does not exist`);
    const worker = workers.get(database) ?? startWorker(packageDirectory, directory);
    workers.set(database, worker);
    return worker;
  }

  async function copy(from: string, to: string): Promise<void> {
    const source = folders.get(from);
    if (source === undefined) throw refusal('3D000', `database "${from}" does not exist`);
    if (folders.has(to)) throw refusal('42P04', `database "${to}" already exists`);
    // Its folder is complete only once it is closed; as on a server, whoever was connected is not any longer.
    await workers.get(from)?.close();
    workers.delete(from);
    connected.delete(from);
    const directory = join(folder, String(folders.size));
    await cp(source, directory, { recursive: true });
    folders.set(to, directory);
  }

  async function dispose(): Promise<void> {
    signal.removeEventListener('abort', onAbort);
    await Promise.all([...workers.values()].map((worker) => worker.kill()));
    await rm(folder, { recursive: true, force: true });
  }
  const onAbort = () => void dispose();
  signal.addEventListener('abort', onAbort, { once: true });

  const version = await versionOf(workerOf(EMPTY)).catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return {
    plansOnly: 'PGlite',
    version,
    url() {
      throw new Problem('no-database', {
        what: 'PGlite, which stands in where the PostgreSQL binaries do not run, has no address that a program could connect to.',
        mend: 'Run perfcrew on Linux with glibc or on macOS, x64 or arm64, to run an app, `migrate` or `seed_command`.',
      });
    },
    create: (database) => copy(EMPTY, database),
    clone: copy,
    async connect(database) {
      const worker = workerOf(database);
      if (connected.has(database))
        throw refusal('53300', 'PGlite takes one connection to a database at a time');
      connected.add(database);
      return sessionOn(worker, async () => {
        // A later session must not meet what this one has set; one whose thread has ended leaves nothing.
        if (workers.get(database) === worker && connected.delete(database)) await reset(worker);
      });
    },
    [Symbol.asyncDispose]: dispose,
  };
}

function sessionOn(worker: PgliteWorker, end: () => Promise<void>): DatabaseSession {
  return {
    query: (sql, parameters) => worker.query(sql, parameters),
    [Symbol.asyncDispose]: end,
  };
}

async function reset(worker: PgliteWorker): Promise<void> {
  await worker.query('ROLLBACK').catch(() => []);
  await worker.query('DISCARD ALL').catch(() => []);
}

async function versionOf(worker: PgliteWorker): Promise<string> {
  const [row] = await worker.query(
    "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
    [],
  );
  return String(row?.['version']);
}

function refusal(sqlState: string, message: string): DatabaseError {
  return new DatabaseError(message, { sqlState, position: null });
}
