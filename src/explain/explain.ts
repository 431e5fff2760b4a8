// The story of `perfcrew explain`: a database from the working tree, the statements in question, their plans, and what would help.
import type { Config } from '../config/config.ts';
import { isProblem, Problem } from '../core/problem.ts';
import { shortStatement } from '../measure/load/statement-text.ts';
import type { QuerySessions } from '../measure/query/open-query-sessions.ts';
import { PLANNER_SETTINGS } from '../measure/query/planner-settings.ts';
import { NotMeasurable, type Stage } from '../measure/stage.ts';
import type { DatabaseSession } from '../ports/databases.ts';
import type { World } from '../ports/world.ts';
import { adviseIndexes } from './advise-indexes.ts';
import { captureApp } from './capture-app.ts';
import { explainStatements, type Asked } from './explain-statements.ts';
import type { Explanation } from './explanation.ts';
import { readRecorded } from './read-recorded.ts';
import { readSubject, type Subject } from './read-subject.ts';
import { noDatabase, stageTree } from './stage-tree.ts';

export interface ExplainRequest {
  readonly subject: Subject;
  readonly config: Config;
  /** Absolute path of the working tree. */
  readonly directory: string;
  readonly logsDirectory: string;
  /** A database of the user's, only read; null where perfcrew builds its own from the working tree. Never to be shown. */
  readonly databaseUrl: string | null;
}

export async function explain(request: ExplainRequest, world: World): Promise<Explanation> {
  try {
    return request.databaseUrl === null
      ? await onOwnServer(request, world)
      : await onTheirs(request, request.databaseUrl, world);
  } catch (error) {
    if (!(error instanceof NotMeasurable)) throw error;
    throw new Problem('no-database', { what: error.message, mend: error.mend, cause: error });
  }
}

async function onOwnServer(request: ExplainRequest, world: World): Promise<Explanation> {
  const { subject, config, directory } = request;
  if (config.database === null) throw noDatabase();
  if (subject.kind === 'recorded') throw nothingRecorded();
  const listed =
    subject.kind === 'app' ? null : await readSubject(subject, { files: world.files, directory, config });
  await using stage = await stageTree({ ...request, world });
  const captured =
    listed === null ? await captureApp(config, stage, world) : { asked: listed.map(asListed), loops: [] };
  const { asked, loops } = captured;
  const { statements, postgres } = await explainStaged(asked, stage, world);
  const answered = statements.filter(({ refused }) => refused === null).map(({ name }) => name);
  const { indexes, unneeded } = await adviseIndexes(
    asked.filter(({ query }) => answered.includes(query.name)),
    stage,
    world,
  );
  return {
    document: 'explanation',
    version: 1,
    postgres,
    mode: 'run',
    statements,
    loops,
    indexes,
    // One query alone says nothing of indexes that serve others.
    unneeded: subject.kind === 'text' ? [] : unneeded,
  };
}

/** Its sessions end with this block: what advice copies nobody may be connected to. */
async function explainStaged(asked: readonly Asked[], { cluster, head }: Stage, world: World) {
  if (cluster === null || head.database === null) throw noDatabase();
  await using session = await cluster.connect(head.database);
  await session.query(PLANNER_SETTINGS);
  const { version: postgres } = cluster;
  const sessions = { base: session, head: session, mode: 'run', postgres, ...UNOWNED } as const;
  return { statements: await explainStatements(asked, sessions, world.signal), postgres };
}

/** Planned only, and nothing is copied, so there is no advice. */
async function onTheirs(request: ExplainRequest, url: string, world: World): Promise<Explanation> {
  const { subject, config, directory } = request;
  if (subject.kind === 'app') {
    throw new Problem('usage', {
      what: 'An app is watched on a database that perfcrew builds, never on yours.',
      mend: 'Add `database:` with its `schema`, `migrations` and `seed` to .github/perfcrew.yml.',
    });
  }
  const listed =
    subject.kind === 'recorded'
      ? null
      : await readSubject(subject, { files: world.files, directory, config });
  await using session = await attach(url, world);
  const asked = listed?.map(asListed) ?? (await askRecorded(subject, session));
  const [row] = await session.query(
    "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
  );
  const postgres = String(row?.['version']);
  const sessions: QuerySessions = { base: session, head: session, mode: 'plan-only', postgres, ...UNOWNED };
  const statements = await explainStatements(asked, sessions, world.signal);
  return {
    document: 'explanation',
    version: 1,
    postgres,
    mode: 'plan-only',
    statements,
    loops: [],
    indexes: null,
    unneeded: [],
  };
}

async function attach(url: string, { databases }: World) {
  try {
    return await databases.attach(url, 'read-only');
  } catch (error) {
    if (!isProblem(error) || error.code === 'interrupted') throw error;
    throw new Problem('no-database', {
      what: error.message,
      mend: 'Check the URL (postgres://user:password@host:port/database) and that this machine can reach the server.',
      cause: error,
    });
  }
}

async function askRecorded(subject: Subject, session: DatabaseSession): Promise<readonly Asked[]> {
  const count = subject.kind === 'recorded' ? subject.count : 0;
  const recorded = await readRecorded(session, count);
  return recorded.map(({ sql, calls, totalMs }, index) => ({
    query: {
      name: `${index + 1}: ${shortStatement(sql.replaceAll(/\s+/g, ' ').trim())}`,
      path: null,
      parameters: [],
      texts: { base: null, head: { source: sql, statement: sql, offset: 0 } },
    },
    location: null,
    calls: [],
    recorded: { calls, totalMs },
  }));
}

function nothingRecorded(): Problem {
  return new Problem('usage', {
    what: 'What a server spends its time on only a server of yours can tell; none is named.',
    mend: 'Set DATABASE_URL (it is only read), or name a variable in `database.external_url_env`.',
  });
}

function asListed(query: Asked['query']): Asked {
  return { query, location: null, calls: [] };
}

/** The session is closed by whoever opened it. */
const UNOWNED = { async [Symbol.asyncDispose]() {} };
