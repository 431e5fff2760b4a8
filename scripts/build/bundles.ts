// The bundles of dist/: which entry becomes which file.

export interface BundlePlan {
  /** From the repository root. */
  readonly entry: string;
  /** Name in dist/. */
  readonly file: string;
  /** Started by name on a shell: needs a shebang and the executable bit. */
  readonly executable: boolean;
}

export const BUNDLES = [
  { entry: 'src/action.ts', file: 'action.js', executable: false },
  { entry: 'src/cli.ts', file: 'cli.js', executable: true },
  { entry: 'bot/server.ts', file: 'bot.js', executable: false },
  { entry: 'src/io/drivers/load-driver.ts', file: 'load-driver.js', executable: false },
  { entry: 'src/io/drivers/page-driver.ts', file: 'page-driver.js', executable: false },
] as const satisfies readonly BundlePlan[];

/** Entries that are still to be written: the build goes on without them and says so. Must end up empty. */
export const AWAITED_ENTRIES: readonly string[] = [];
