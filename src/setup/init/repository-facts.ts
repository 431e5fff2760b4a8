// What `init` learned of a repository: enough to write a configuration and a workflow that work as they are.
import type { PackageManager } from './package-manager.ts';

export interface RepositoryFacts {
  /** Folder to install and build in, from the root of the repository; `.` for the root itself. */
  readonly directory: string;
  /** Null where there is no package.json. */
  readonly packageManager: PackageManager | null;
  /** Value for `node-version-file` or `node-version` of the workflow. */
  readonly node: { readonly file: string } | { readonly version: string };
  /** Install command where no lock file tells one and perfcrew would not guess it. */
  readonly install: string | null;
  readonly build: string | null;
  /** Null where nothing was found that can be started on a given port. */
  readonly app: AppFacts | null;
  readonly database: DatabaseFacts | null;
  readonly pages: readonly string[];
  readonly routes: readonly string[];
  /** Routes such as `/orders/:id`, which need a value that only people know. */
  readonly routesWithParameters: readonly string[];
  readonly queries: readonly { readonly name: string; readonly file: string }[];
  readonly checks: { readonly lint: string | null; readonly test: string | null };
  readonly notes: readonly Note[];
}

/** An app is started by a command, or is a folder of files that perfcrew serves itself. */
export type Launch =
  | { readonly by: 'command'; readonly command: string }
  | { readonly by: 'perfcrew'; readonly folder: string };

export interface AppFacts {
  /** What it is made with, for people: `Fastify`, `Vite`, `static files`. */
  readonly kind: string;
  readonly launch: Launch;
  /** From the root of the repository; `.` for the root itself. */
  readonly directory: string;
  readonly portEnv: string;
  readonly ready: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Variable by part of the database's address. */
export type DatabaseParts = Readonly<Partial<Record<'host' | 'port' | 'user' | 'password' | 'name', string>>>;

export interface DatabaseFacts {
  readonly postgres: number;
  readonly urlEnv: string;
  /** Where the app reads no URL but its parts. */
  readonly parts: DatabaseParts | null;
  readonly schema: readonly string[];
  readonly migrations: readonly string[];
  readonly migrate: string | null;
  readonly seed: readonly string[];
  readonly seedCommand: string | null;
}

/** `found` was read in a file, `guessed` may be wrong, `add` is for the user to do. */
export interface Note {
  readonly kind: 'found' | 'guessed' | 'add';
  readonly message: string;
}
