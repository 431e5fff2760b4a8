// The command of the think zone: Node's permission model takes from it everything but its own files and the folder of the run.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface Confinement {
  /** Folder of perfcrew's programs: `src` or `dist`. */
  readonly programsDirectory: string;
  /** Absolute paths it may read and write below. */
  readonly writable: readonly string[];
}

export interface ThinkCommand {
  readonly command: readonly [string, ...string[]];
  /** False where this Node has no permission model, and nothing but our own care keeps the zone. */
  readonly isConfined: boolean;
}

/** Without `--allow-child-process`, `--allow-worker`, `--allow-addons` and `--allow-wasi` there are none (nodejs.org/api/permissions). */
export function thinkCommand(
  { programsDirectory, writable }: Confinement,
  words: readonly string[],
): ThinkCommand {
  const known = process.allowedNodeEnvironmentFlags;
  const isConfined = known.has('--permission');
  const home = dirname(programsDirectory);
  // From source it needs its packages; what is built has them in it.
  const beside = [
    'crews',
    'package.json',
    ...(basename(programsDirectory) === 'src' ? ['node_modules'] : []),
  ];
  const readable = [programsDirectory, ...beside.map((name) => join(home, name)).filter(existsSync)];
  const flags = [
    '--permission',
    // Whoever may send this signal would otherwise get a debugger, and with it everything that the process holds.
    ...(known.has('--disable-sigusr1') ? ['--disable-sigusr1'] : []),
    ...(known.has('--allow-net') ? ['--allow-net'] : []),
    ...[...readable, ...writable].map((path) => `--allow-fs-read=${path}`),
    ...writable.map((path) => `--allow-fs-write=${path}`),
  ];
  const script = scriptOf(programsDirectory);
  return { command: [process.execPath, ...(isConfined ? flags : []), script, ...words], isConfined };
}

export function scriptOf(programsDirectory: string): string {
  const built = join(programsDirectory, 'cli.js');
  return existsSync(built) ? built : join(programsDirectory, 'cli.ts');
}
