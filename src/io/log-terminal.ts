// Progress for a person on a terminal, plain lines where nobody watches, silence where it was asked for.
import type { Log } from '../ports/log.ts';

export interface LogOptions {
  readonly output: { write(text: string): unknown };
  /** Rewrites one line with the time running; otherwise each phase is a line when it ends. */
  readonly interactive: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const ERASE_LINE = '\r\u001B[2K';

export function terminalLog(options: LogOptions): Log & Disposable {
  const { output, interactive, quiet, verbose } = options;
  const running: { name: string; begunMs: number }[] = [];
  let ticker: NodeJS.Timeout | undefined;

  function draw(): void {
    const phase = running.at(-1);
    output.write(
      phase === undefined ? ERASE_LINE : `${ERASE_LINE}  ${phase.name} … ${seconds(phase.begunMs)}`,
    );
  }

  function line(text: string): void {
    output.write(interactive && running.length > 0 ? `${ERASE_LINE}${text}\n` : `${text}\n`);
    if (interactive && running.length > 0) draw();
  }

  return {
    phase(name) {
      const phase = { name, begunMs: performance.now() };
      running.push(phase);
      if (interactive && !quiet) {
        ticker ??= setInterval(draw, 500).unref();
        draw();
      }
      return (outcome) => {
        const at = running.indexOf(phase);
        if (at === -1) return;
        running.splice(at, 1);
        if (!quiet)
          line(`  ${name}${outcome === undefined ? '' : `: ${outcome}`} (${seconds(phase.begunMs)})`);
        if (running.length === 0 && ticker !== undefined) {
          clearInterval(ticker);
          ticker = undefined;
          if (interactive) output.write(ERASE_LINE);
        }
      };
    },
    info: (message) => (quiet ? undefined : line(`  ${message}`)),
    warn: (message) => line(`! ${message}`),
    debug: (message) => (verbose ? line(`  · ${message}`) : undefined),
    [Symbol.dispose]() {
      clearInterval(ticker);
      if (interactive && running.length > 0) output.write(ERASE_LINE);
    },
  };
}

function seconds(begunMs: number): string {
  const elapsedMs = performance.now() - begunMs;
  return elapsedMs < 10_000 ? `${(elapsedMs / 1000).toFixed(1)} s` : `${Math.round(elapsedMs / 1000)} s`;
}
