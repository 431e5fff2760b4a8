// The process in which a user's own crew thinks: it is given one document and the key, and may reach the folder of the run and the model.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { refuseLinks } from '../../io/zones/refuse-links.ts';
import { runZone } from '../../io/zones/run-zone.ts';
import type { Log } from '../../ports/log.ts';
import { parseBounded } from '../../runtime/store/parse-bounded.ts';
import { CREW_TASK_PATH, crewResultSchema, MOST_CREW_RESULT_BYTES, type CrewResult } from './crew-task.ts';
import { LEDGER_VARIABLE } from './local-zones.ts';
import { thinkCommand } from './think-command.ts';
import { thinkEnvironment } from './zone-environment.ts';

export interface ThinkingProcess {
  readonly programsDirectory: string;
  /** Without the key. */
  readonly environment: NodeJS.ProcessEnv;
  /** Null where there is none: agents then fail and say so. */
  readonly key: string | null;
  readonly ledgerDirectory: string;
  /** Options it is handed on, as words. */
  readonly words: readonly string[];
}

/** Of the task that lies in the folder of the run. */
export async function thinkApart(
  directory: string,
  { programsDirectory, environment, key, ledgerDirectory, words }: ThinkingProcess,
  { log, signal }: { readonly log: Pick<Log, 'warn'>; readonly signal: AbortSignal },
): Promise<CrewResult> {
  await refuseLinks([
    ...['crew', '.tasks', CREW_TASK_PATH].map((name) => join(directory, name)),
    ledgerDirectory,
  ]);
  // What is granted must be there to be granted as a folder.
  await mkdir(ledgerDirectory, { recursive: true });
  const { command, isConfined } = thinkCommand(
    { programsDirectory, writable: [directory, ledgerDirectory] },
    ['crew-think', '--run-directory', directory, ...(key === null ? [] : ['--key-from-stdin']), ...words],
  );
  if (!isConfined)
    log.warn('This Node has no permission model: the crew thinks in a process that could start others.');
  const { exitCode, printed } = await runZone({
    command,
    environment: { ...thinkEnvironment(environment), [LEDGER_VARIABLE]: ledgerDirectory },
    directory,
    secret: key,
    signal,
  });
  signal.throwIfAborted();
  if (exitCode !== 0)
    throw new Problem('document-missing', {
      what: `The crew, a process of its own, ended ${exitCode === null ? 'by a signal' : `with exit code ${exitCode}`}; what it said stands above.`,
      mend: 'Mend that and run `perfcrew crew` again; what is done is not done twice.',
    });
  const read = parseBounded(printed, { schema: crewResultSchema, mostBytes: MOST_CREW_RESULT_BYTES });
  if (read.valid) return read.value;
  throw new Problem('document-invalid', {
    what: `What the crew's process printed cannot be used: ${read.reason}.`,
    mend: 'Run `perfcrew crew` again.',
  });
}
