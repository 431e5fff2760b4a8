// The bundles of dist/: which entry becomes which file.

export interface BundlePlan {
  /** From the repository root. */
  readonly entry: string;
  /** Name in dist/. */
  readonly file: string;
  /** Started by name on a shell: needs a shebang and the executable bit. */
  readonly executable: boolean;
  /** Sends functions to the page by their text and name (Lighthouse, puppeteer): esbuild must keep the names. */
  readonly keepNames: boolean;
}

export const BUNDLES = [
  { entry: 'src/action.ts', file: 'action.js', executable: false, keepNames: false },
  { entry: 'src/cli.ts', file: 'cli.js', executable: true, keepNames: false },
  { entry: 'bot/server.ts', file: 'bot.js', executable: false, keepNames: false },
  { entry: 'src/io/drivers/load-driver.ts', file: 'load-driver.js', executable: false, keepNames: false },
  { entry: 'src/io/drivers/page-driver.ts', file: 'page-driver.js', executable: false, keepNames: true },
  {
    entry: 'src/io/drivers/profile-driver.ts',
    file: 'profile-driver.js',
    executable: false,
    keepNames: false,
  },
  {
    entry: 'src/io/drivers/profile-preload.mjs',
    file: 'profile-preload.mjs',
    executable: false,
    keepNames: false,
  },
  {
    entry: 'src/io/sql-capture/preload/sql-preload.mjs',
    file: 'sql-preload.mjs',
    executable: false,
    keepNames: false,
  },
  { entry: 'src/io/drivers/static-server.ts', file: 'static-server.js', executable: false, keepNames: false },
  {
    entry: 'src/io/drivers/capacity-driver.ts',
    file: 'capacity-driver.js',
    executable: false,
    keepNames: false,
  },
] as const satisfies readonly BundlePlan[];
