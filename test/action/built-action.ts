// The Action as GitHub's runner starts it: a folder with action.yml, crews and dist, an empty environment, files to write to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandFiles } from '../github/runner/command-files.ts';

const ROOT = join(import.meta.dirname, '../..');
const DIST = process.env['PERFCREW_TEST_DIST'] ?? join(ROOT, 'dist');
const manifestSchema = z.looseObject({
  inputs: z.record(z.string(), z.looseObject({ default: z.string().default('') })),
  runs: z.looseObject({ using: z.literal('node24'), main: z.string() }),
});

export interface BuiltAction extends AsyncDisposable {
  readonly directory: string;
  run(step: ActionStep): Promise<StepResult>;
}

export interface ActionStep {
  /** Checkout the step runs in. */
  readonly workspace: string;
  readonly event: { readonly name: string; readonly payload: object };
  /** `env:` of the step. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Over the defaults of action.yml. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly repository?: string;
  /** What `${{ github.token }}` is. */
  readonly token?: string;
  readonly apiUrl?: string;
  /** The job is cancelled as soon as the log says this. */
  readonly cancelledAt?: RegExp;
}

export interface StepResult {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** stdout and stderr. */
  readonly log: string;
  readonly durationMs: number;
}

export async function builtAction(): Promise<BuiltAction> {
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-action-'));
  await cp(join(ROOT, 'action.yml'), join(directory, 'action.yml'));
  await cp(join(ROOT, 'crews'), join(directory, 'crews'), { recursive: true });
  await cp(DIST, join(directory, 'dist'), { recursive: true });
  const { inputs, runs } = manifestSchema.parse(parse(await readFile(join(directory, 'action.yml'), 'utf8')));
  const main = join(directory, runs.main);
  const temporaryDirectory = join(directory, '_temp');
  await mkdir(temporaryDirectory);
  return {
    directory,
    async run(step) {
      const given = { ...inputsOf(inputs, step.token ?? ''), ...step.inputs };
      const unknown = Object.keys(given).filter((name) => !(name in inputs));
      if (unknown.length > 0) throw new Error(`action.yml has no inputs ${unknown.join(', ')}.`);
      const files = await commandFiles(temporaryDirectory);
      const eventPath = join(temporaryDirectory, 'event.json');
      await writeFile(eventPath, JSON.stringify(step.event.payload));
      const environment = {
        PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
        HOME: temporaryDirectory,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: step.apiUrl ?? 'http://127.0.0.1:9',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_EVENT_NAME: step.event.name,
        GITHUB_EVENT_PATH: eventPath,
        GITHUB_REPOSITORY: step.repository ?? 'alice/shop',
        GITHUB_RUN_ID: '77',
        GITHUB_WORKSPACE: step.workspace,
        RUNNER_TEMP: temporaryDirectory,
        ...Object.fromEntries(
          Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        ...files.variables,
        ...step.environment,
      };
      const { workspace: directory, cancelledAt } = step;
      const end = await spawnNode(main, {
        directory,
        environment,
        ...(cancelledAt === undefined ? {} : { cancelledAt }),
      });
      const { outputs, summary } = await files.read();
      return { ...end, outputs, summary };
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function inputsOf(
  inputs: Readonly<Record<string, { readonly default: string }>>,
  token: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { default: value }]) => [
      name,
      value.replace('${{ github.token }}', token),
    ]),
  );
}

interface SpawnOptions extends Pick<ActionStep, 'cancelledAt'> {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Node alone, or a program. */
export async function spawnNode(
  program: string | readonly string[],
  { directory, environment, cancelledAt }: SpawnOptions,
): Promise<{ readonly exitCode: number | null; readonly log: string; readonly durationMs: number }> {
  const begunMs = performance.now();
  const child = spawn(process.execPath, typeof program === 'string' ? [program] : [...program], {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Whatever a test waits for in vain, nothing runs on.
    timeout: 100_000,
  });
  let log = '';
  let cancelled = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      // Once, as the runner does: a second signal would meet a process that is already leaving.
      if (cancelled || cancelledAt?.test(log) !== true) return;
      cancelled = true;
      child.kill('SIGINT');
    });
  }
  await once(child, 'close');
  return { exitCode: child.exitCode, log, durationMs: performance.now() - begunMs };
}
