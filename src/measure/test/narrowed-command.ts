// The command line that runs only some tests with a known runner.
import { asArgument } from '../commands/file-arguments.ts';
import type { TestRunner } from './recognize-runner.ts';

/** `tests`: these test files. `related`: the tests that import these files, found by the runner itself. */
export type Selection = 'tests' | 'related';

export interface SelectedTests {
  readonly selection: Selection;
  /** Relative to the folder. */
  readonly files: readonly string[];
  /** Absolute folder the command runs in. */
  readonly directory: string;
}

export function narrowedCommand(
  runner: TestRunner,
  { selection, files, directory }: SelectedTests,
): readonly string[] {
  const { kind, lead, flags } = runner;
  // `node --test` hands paths on as it finds them: a relative one that begins with a dash would be an option there.
  const paths =
    kind === 'node' ? files.map((file) => globSafe(`${directory}/${file}`)) : files.map(asArgument);
  return inLocalPath([...lead, kind, ...argumentsOf(kind, selection, flags), ...paths]);
}

function argumentsOf(
  kind: TestRunner['kind'],
  selection: Selection,
  flags: readonly string[],
): readonly string[] {
  switch (kind) {
    case 'vitest':
      return selection === 'tests'
        ? ['run', ...flags, '--passWithNoTests']
        : ['related', '--run', ...flags, '--passWithNoTests'];
    case 'jest':
      return [
        ...flags,
        '--passWithNoTests',
        selection === 'tests' ? '--runTestsByPath' : '--findRelatedTests',
      ];
    case 'node':
      return flags;
  }
}

/** `node --test` reads its arguments as globs and knows no escape for all of their signs; `?` stands for any one sign. */
function globSafe(path: string): string {
  return path.replaceAll(/[*?[\]{}()!+@|\\,]/g, '?');
}

/** npm puts the project's own programs on PATH before it runs a script; so does this, for the folder and those above it. */
function inLocalPath(command: readonly string[]): readonly string[] {
  const script =
    'd=$PWD; while [ "$d" != / ] && [ -n "$d" ]; do p="$p:$d/node_modules/.bin"; [ -e "$d/.git" ] && break; d=${d%/*}; done; PATH="${p#:}:$PATH" exec "$@"';
  return ['sh', '-c', `p=; ${script}`, 'sh', ...command];
}
