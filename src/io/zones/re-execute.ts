// Begins anew as the same process with a smaller environment: deleting a variable leaves it in the block that the system shows
// to every program of the same user (/proc/PID/environ, proc(5)); only execve(2) makes a new block.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NewBeginning {
  /** After the program's own name. */
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** What the input holds then; null leaves it. */
  readonly input: string | null;
  /** Absolute path and arguments of a program that starts ours; empty for none. */
  readonly within?: readonly string[];
}

const DEAF = '--disable-sigusr1';

/** Does not come back where it can be done. False where this system or this Node cannot. */
export function reExecute({ environment, input, within = [], ...own }: NewBeginning): false {
  const { argv, execArgv, execPath } = process;
  const [, script] = argv;
  if (process.execve === undefined || script === undefined || process.platform === 'win32') return false;
  if (input !== null) openAsInput(input);
  // It is marked experimental, which is nothing its users can act on.
  process.emitWarning = () => undefined;
  const set = Object.entries(environment).filter(([, value]) => value !== undefined);
  // Whoever may send this signal would otherwise get a debugger, and with it everything that the process holds.
  const deaf = process.allowedNodeEnvironmentFlags.has(DEAF) && !execArgv.includes(DEAF) ? [DEAF] : [];
  const command = [...within, execPath, ...execArgv, ...deaf, script, ...own.arguments];
  process.execve(command[0] ?? execPath, command, Object.fromEntries(set));
  return false;
}

/** A file without a name: gone with the last process that holds it open. Descriptors are given out from the lowest. */
function openAsInput(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'perfcrew-input-'));
  closeSync(0);
  const descriptor = openSync(join(folder, 'input'), 'wx+', 0o600);
  rmSync(folder, { recursive: true, force: true });
  if (descriptor !== 0) throw new Error(`Expected the input to be descriptor 0, not ${descriptor}.`);
  // By position, so that reading begins at the beginning.
  writeSync(descriptor, text, 0);
}
