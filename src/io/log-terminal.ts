// Progress for a person on a terminal, plain lines where nobody watches, silence where it was asked for.
import type { Log } from '../ports/log.ts';

export interface LogOptions {
  readonly output: { write(text: string): unknown; readonly columns?: number };
  /** Rewrites one line with the time running; otherwise each phase is a line when it ends. */
  readonly interactive: boolean;
  /** Only warnings, and what `verbose` asks for. */
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const ERASE_LINE = '\r\u001B[2K';
const TICK_MS = 500;

export function terminalLog(options: LogOptions): Log & Disposable {
  const { output, quiet, verbose } = options;
  const live = options.interactive && !quiet;
  const running: { name: string; begunMs: number }[] = [];
  let ticker: NodeJS.Timeout | undefined;

  /** The innermost phase; cut, because a line that wraps cannot be erased. */
  function draw(): void {
    const phase = running.at(-1);
    if (phase === undefined) return;
    const text = `  ${phase.name} … ${seconds(phase.begunMs)}`;
    output.write(ERASE_LINE + text.slice(0, Math.max(1, (output.columns || 80) - 1)));
  }

  function line(text: string): void {
    output.write(live && running.length > 0 ? `${ERASE_LINE}${text}\n` : `${text}\n`);
    if (live) draw();
  }

  function rest(): void {
    clearInterval(ticker);
    ticker = undefined;
  }

  return {
    phase(name) {
      const phase = { name, begunMs: performance.now() };
      running.push(phase);
      if (live) {
        ticker ??= setInterval(draw, TICK_MS).unref();
        draw();
      }
      return (outcome) => {
        const at = running.indexOf(phase);
        if (at === -1) return;
        if (live) output.write(ERASE_LINE);
        running.splice(at, 1);
        if (running.length === 0) rest();
        if (quiet) return;
        line(`  ${name}${outcome === undefined ? '' : `: ${outcome}`} (${seconds(phase.begunMs)})`);
      };
    },
    info: (message) => (quiet ? undefined : line(`  ${message}`)),
    warn: (message) => line(`! ${message}`),
    debug: (message) => (verbose ? line(`  · ${message}`) : undefined),
    [Symbol.dispose]() {
      rest();
      if (live && running.length > 0) output.write(ERASE_LINE);
    },
  };
}

function seconds(begunMs: number): string {
  const elapsedMs = performance.now() - begunMs;
  return elapsedMs < 10_000 ? `${(elapsedMs / 1000).toFixed(1)} s` : `${Math.round(elapsedMs / 1000)} s`;
}
