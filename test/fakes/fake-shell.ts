// A shell whose programs are a function of the test: same promises as the real one, no processes.
import type {
  CommandOptions,
  Conversation,
  ProcessResult,
  RunningProcess,
  Shell,
} from '../../src/ports/shell.ts';

export interface FakeCall {
  /** A list is joined by spaces. */
  readonly text: string;
  readonly command: readonly string[] | string;
  readonly options: CommandOptions;
}

export interface FakeOutcome {
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly durationMs?: number;
  /** Goes on until it is killed. */
  readonly hangs?: boolean;
}

/** Null means that there is no such program. */
export type FakePrograms = (call: FakeCall) => FakeOutcome | null;

export interface FakeShell extends Shell {
  readonly calls: readonly FakeCall[];
}

export function fakeShell(programs: FakePrograms, onPath: readonly string[] = ['sh']): FakeShell {
  const calls: FakeCall[] = [];

  function begin(command: readonly string[] | string, options: CommandOptions): FakeOutcome {
    const text = typeof command === 'string' ? command : command.join(' ');
    const call = { text, command, options };
    calls.push(call);
    return programs(call) ?? { exitCode: 127, stderr: `Cannot start ${text}: no such program on PATH.\n` };
  }

  async function run(command: readonly string[] | string, options: CommandOptions): Promise<ProcessResult> {
    const { exitCode = 0, stdout = '', stderr = '', durationMs = 1, hangs = false } = begin(command, options);
    if (!hangs) return { exitCode, stdout, stderr, durationMs, timedOut: false };
    const timedOut = options.timeoutMs !== undefined;
    if (!timedOut) await aborted(options.signal);
    return { exitCode: null, stdout, stderr, durationMs: options.timeoutMs ?? durationMs, timedOut };
  }

  async function start(
    command: readonly string[] | string,
    options: CommandOptions,
  ): Promise<RunningProcess> {
    const { exitCode = 0, stdout = '', stderr = '', hangs = false } = begin(command, options);
    const exited = Promise.withResolvers<{ exitCode: number | null; signal: string | null }>();
    if (!hangs) exited.resolve({ exitCode, signal: null });
    return {
      pid: calls.length,
      exited: exited.promise,
      tail: () => stdout + stderr,
      usage: async () => ({ cpuMs: 0, rssBytes: 0 }),
      async [Symbol.asyncDispose]() {
        exited.resolve({ exitCode: null, signal: 'SIGTERM' });
      },
    };
  }

  /** Each question is a run of the program with the line as its input; the first line it prints is the answer. */
  async function converse(
    command: readonly string[] | string,
    options: CommandOptions,
  ): Promise<Conversation> {
    let over = false;
    let printed = '';
    return {
      async ask(line) {
        if (over) return null;
        const outcome = begin(command, { ...options, stdin: line });
        const { exitCode = 0, stdout = '', stderr = '', hangs = false } = outcome;
        const text = stdout === '' || stdout.endsWith('\n') ? stdout : `${stdout}\n`;
        printed += text + stderr;
        over = hangs || exitCode !== 0 || text === '';
        return over ? null : (text.split('\n')[0] ?? null);
      },
      tail: () => printed,
      async [Symbol.asyncDispose]() {
        over = true;
      },
    };
  }

  return {
    calls,
    run,
    start,
    converse,
    which: async (program) => (onPath.includes(program) ? `/bin/${program}` : null),
  };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
