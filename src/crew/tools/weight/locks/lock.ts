// What a lock file fixes, whichever package manager wrote it.

export interface LockedPackage {
  /** Its own key in the lock file: one name may be there in several versions. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly isDev: boolean;
  /** Null where the lock file does not say. */
  readonly hasInstallScript: boolean | null;
  /** Bound to an operating system or processor. */
  readonly isForPlatform: boolean;
  /** Ids of what it needs. */
  readonly uses: readonly string[];
}

export interface Lock {
  readonly folder: string;
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** Ids of what the package.json of the folder and of its workspaces name. */
  readonly direct: ReadonlySet<string>;
}

/** Any plain value as a table; empty where it is none. */
export function tableOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Names of all that a manifest or an entry needs. */
export function needsOf(
  entry: Readonly<Record<string, unknown>>,
  withDev: boolean,
): readonly (readonly [string, unknown])[] {
  const kinds = ['dependencies', 'optionalDependencies', ...(withDev ? ['devDependencies'] : [])];
  return kinds.flatMap((kind) => Object.entries(tableOf(entry[kind])));
}
