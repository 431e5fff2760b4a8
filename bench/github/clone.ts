// A fresh clone with the proofs of the run's artifacts beside it, as a reader makes one who does not believe the comment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runGit } from '../../test/github/git/run-git.ts';
import { TOOLS } from './lent-action.ts';
import type { GitHubProof } from './result.ts';
import type { Stage } from './stage.ts';

export interface Clone extends AsyncDisposable {
  readonly directory: string;
  /** The command line of the comment, run by the same build. */
  verify(id: string): Promise<NonNullable<GitHubProof['verified']>>;
}

const verificationSchema = z.looseObject({ holds: z.boolean(), reason: z.string() });

export async function openClone(
  { cloneUrl, action }: Pick<Stage, 'cloneUrl' | 'action'>,
  proofFiles: ReadonlyMap<string, string>,
): Promise<Clone> {
  const root = await mkdtemp(join(tmpdir(), 'perfcrew-bench-'));
  const directory = join(root, 'clone');
  await runGit(root, ['clone', '--quiet', cloneUrl, directory]);
  const proofs = join(directory, '.perfcrew/proofs');
  await mkdir(proofs, { recursive: true });
  for (const [name, text] of proofFiles) await writeFile(join(proofs, name), text);
  return {
    directory,
    async verify(id) {
      const begunMs = performance.now();
      const { exitCode, output, error } = await run(
        [join(action, 'dist/cli.js'), 'verify', id, '--json'],
        directory,
      );
      const minutes = (performance.now() - begunMs) / 60_000;
      if (exitCode !== 0 && exitCode !== 1)
        return { holds: false, reason: `exit code ${exitCode}: ${error.slice(-600)}`, minutes };
      const { holds, reason } = verificationSchema.parse(JSON.parse(output));
      return { holds, reason, minutes };
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function run(
  words: readonly string[],
  directory: string,
): Promise<{ readonly exitCode: number | null; readonly output: string; readonly error: string }> {
  const child = spawn(process.execPath, words, {
    cwd: directory,
    env: { ...process.env, PERFCREW_CACHE: TOOLS },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.error += text;
  });
  await once(child, 'close');
  return { exitCode: child.exitCode, ...said };
}
