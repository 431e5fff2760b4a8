// Programs perfcrew brings along: its own drivers, and heavy tools fetched once from a committed lock file.

/** Modules that are loaded into the Node processes of the app. */
export type Preload = 'profile' | 'sql';

/** perfcrew's own programs that run as processes of their own. */
export type Driver = 'capacity-driver' | 'load-driver' | 'page-driver' | 'profile-driver' | 'static-server';

/** Heavy tools that are fetched from the npm registry, by integrity, when they are first needed. */
export type FetchedTool =
  | 'chromium'
  | 'pglite'
  | 'postgres-14'
  | 'postgres-15'
  | 'postgres-16'
  | 'postgres-17'
  | 'postgres-18';

export interface Toolbox {
  /** Command line that starts a driver; arguments are appended. */
  driver(driver: Driver): readonly string[];
  /** Absolute path of a module that is loaded into a Node app: to profile it, or to see its SQL. */
  preload(module: Preload): string;
  /** Folder holding the tool's node_modules, fetched on first use. Problem `tool-not-fetched` where the registry cannot be reached. */
  fetched(tool: FetchedTool): Promise<string>;
  /** Path of a Chrome or Chromium that starts: CHROME_PATH, else an installed one, else the fetched one. Problem `no-chrome`. */
  chrome(): Promise<{
    readonly path: string;
    readonly version: string;
    readonly environment: Readonly<Record<string, string>>;
  }>;
  /** What to write into every measurement. */
  machine(): Promise<{
    readonly cpuModel: string;
    readonly cpuCount: number;
    readonly memoryBytes: number;
    readonly kernel: string;
    readonly image: string;
    readonly node: string;
    readonly perfcrew: string;
  }>;
}
