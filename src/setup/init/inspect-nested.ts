// A repository whose root has no package.json, with the project in a folder such as `api/` or `server/`: it is looked at there,
// and what was found is told from the root, where the configuration lies.
import type { DatabaseFacts, Note, RepositoryFacts } from './repository-facts.ts';
import { joinPath, type Repository } from './repository.ts';

const NESTED = /^(?:[^/]+\/){1,2}package\.json$/;
const NOT_A_PROJECT = /(^|\/)(node_modules|e2e|examples?|playground|docs|tests?|\.[^/]+)\//;
const MAX_PROJECTS = 8;

/** Folders that hold a project of their own, in path order; one inside of another belongs to that. */
export function nestedProjects(repository: Repository): readonly string[] {
  const folders = repository.paths
    .filter((path) => NESTED.test(path) && !NOT_A_PROJECT.test(path))
    .map((path) => path.replace(/\/package\.json$/, ''));
  return folders
    .filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)))
    .slice(0, MAX_PROJECTS);
}

/** The project with the most to measure: one that starts and has a database, else one that starts, else the first. */
export async function inspectNested(
  folders: readonly string[],
  inspect: (folder: string) => Promise<RepositoryFacts>,
): Promise<RepositoryFacts | null> {
  const found = await Promise.all(folders.map(async (folder) => ({ folder, facts: await inspect(folder) })));
  const worth = ({ app, database }: RepositoryFacts): number =>
    (app === null ? 0 : 2) + (database === null ? 0 : 1);
  const ranked = found.toSorted((one, other) => worth(other.facts) - worth(one.facts));
  const [first, ...others] = ranked;
  if (first === undefined) return null;
  return {
    ...fromRoot(first.facts, first.folder),
    notes: [chosen(first.folder), ...leftOut(others.map(({ folder }) => folder)), ...first.facts.notes],
  };
}

function fromRoot(facts: RepositoryFacts, folder: string): RepositoryFacts {
  return {
    ...facts,
    directory: joinPath(folder, facts.directory),
    node: 'file' in facts.node ? { file: joinPath(folder, facts.node.file) } : facts.node,
    app: facts.app === null ? null : { ...facts.app, directory: joinPath(folder, facts.app.directory) },
    database: facts.database === null ? null : databaseFromRoot(facts.database, folder),
    queries: facts.queries.map(({ name, file }) => ({ name, file: joinPath(folder, file) })),
  };
}

/** Its commands run in the root; install, build, lint and test run in `setup.directory`. */
function databaseFromRoot(database: DatabaseFacts, folder: string): DatabaseFacts {
  const inFolder = (command: string | null): string | null =>
    command === null ? null : `cd ${folder} && ${command}`;
  const paths = (list: readonly string[]): readonly string[] => list.map((path) => joinPath(folder, path));
  return {
    ...database,
    schema: paths(database.schema),
    migrations: paths(database.migrations),
    seed: paths(database.seed),
    migrate: inFolder(database.migrate),
    seedCommand: inFolder(database.seedCommand),
  };
}

function chosen(folder: string): Note {
  return { kind: 'found', message: `The project in ${folder}/; files named here without it lie in there` };
}

function leftOut(folders: readonly string[]): readonly Note[] {
  if (folders.length === 0) return [];
  return [
    {
      kind: 'add',
      message: `There is also ${folders.map((folder) => `${folder}/`).join(', ')}: see workflows-examples/monorepo.yml for one configuration each`,
    },
  ];
}
