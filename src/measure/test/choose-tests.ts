// Decides which tests run: the changed ones, those a change can reach, or all; in doubt all, and the report says why.
import { join } from 'node:path';
import type { Files } from '../../ports/files.ts';
import type { Subset } from '../../plan/gate-plan.ts';
import { SCRIPT_FILE, type ChangedFiles } from '../commands/changed-files.ts';
import { expandScript } from '../commands/expand-script.ts';
import { fitsCommandLine, withFiles } from '../commands/file-arguments.ts';
import { parseManifest } from '../commands/parse-manifest.ts';
import { classifyChange, isTestFile } from './classify-change.ts';
import { importGraph, type ImportGraph } from './import-graph.ts';
import { narrowedCommand, type Selection } from './narrowed-command.ts';
import { recognizeRunner, type TestRunner } from './recognize-runner.ts';

export interface TestRequest {
  /** The command as configured. */
  readonly command: string;
  readonly subset: Subset;
  readonly changed: ChangedFiles;
  /** Absolute folder the command runs in, on head. */
  readonly directory: string;
  readonly files: Files;
}

/** `directory` is the absolute folder it will run in, of either side. */
type CommandFor = (files: readonly string[], directory: string) => readonly string[];

export type ChosenTests =
  | { readonly kind: 'all'; readonly note: string }
  | { readonly kind: 'none'; readonly note: string }
  | {
      readonly kind: 'some';
      /** Test files, or files whose tests the runner finds. */
      readonly files: readonly string[];
      readonly commandFor: CommandFor;
      readonly note: string;
    };

export async function chooseTests(request: TestRequest): Promise<ChosenTests> {
  const { command, subset, changed, directory, files } = request;
  if (subset === 'all') return { kind: 'all', note: 'All tests ran.' };
  const manifest = parseManifest((await files.readText(join(directory, 'package.json'))) ?? '');
  const expanded = expandScript(command, manifest);
  const runner = expanded.hooked ? null : recognizeRunner(expanded.command);
  const takesFiles = command.includes('{files}');
  if (runner === null && !takesFiles) return all(whyWhole(command, expanded.hooked));
  const { scripts, reachesAll } = classifyChange(changed);
  const narrow = runner && !takesFiles ? forRunner(runner) : forFiles(command);

  if (subset === 'changed') {
    const tests = scripts.filter(isTestFile);
    if (changed.incomplete !== null) return all(changed.incomplete);
    return some(tests, narrow('tests'), `The ${tests.length} changed test files ran.`);
  }
  if (reachesAll !== null) return all(reachesAll);
  if (runner && runner.kind !== 'node' && !takesFiles) {
    return some(
      scripts,
      narrow('related'),
      `The tests that import one of ${scripts.length} changed files ran.`,
    );
  }
  const graph = await graphOf(runner, request);
  const unknown = scripts.find((path) => !graph.covers(path));
  if (unknown !== undefined) return all(`no test imports ${unknown}, so it may be reached in another way`);
  const tests = graph.testsReaching(scripts);
  return some(tests, narrow('tests'), `The ${tests.length} test files that the change can reach ran.`);
}

type Narrow = (selection: Selection) => CommandFor;

function forRunner(runner: TestRunner): Narrow {
  return (selection) => (files, directory) => narrowedCommand(runner, { selection, files, directory });
}

function forFiles(command: string): Narrow {
  return () => (files) => withFiles(command, files) ?? ['sh', '-c', command];
}

function all(reason: string): ChosenTests {
  return { kind: 'all', note: `All tests ran: ${reason}.` };
}

function some(files: readonly string[], commandFor: CommandFor, note: string): ChosenTests {
  if (files.length === 0) return { kind: 'none', note: 'No test belongs to the changed files.' };
  if (!fitsCommandLine(files)) return all('too many files changed');
  return { kind: 'some', files, commandFor, note };
}

function whyWhole(command: string, hooked: boolean): string {
  return hooked
    ? `package.json runs more around \`${command}\`, which a part of it would leave out`
    : `perfcrew cannot narrow \`${command}\`; write \`{files}\` where the test files belong`;
}

async function graphOf(runner: TestRunner | null, { directory, files }: TestRequest): Promise<ImportGraph> {
  const paths = await files.list(directory, ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,json}']);
  const named = runner?.kind === 'node' ? runner.positionals : [];
  const tests =
    named.length === 0
      ? paths.filter(isTestFile)
      : (await files.list(directory, named.flatMap(asGlobs))).filter((path) => SCRIPT_FILE.test(path));
  return importGraph(tests, {
    paths: new Set(paths),
    readText: (path) => files.readText(join(directory, path)),
  });
}

/** A word of the command may be a file, a glob or a folder. */
function asGlobs(word: string): readonly string[] {
  const path = word.replace(/\/$/, '');
  return [path, `${path}/**`];
}
