// Clean-up that also happens when perfcrew is interrupted or crashes: it must be synchronous and must not fail.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const cleanUps = new Set<() => void>();

/** Runs the clean-up when the process ends in any way that can be noticed (not SIGKILL), unless disposed before. */
export function atExit(cleanUp: () => void): Disposable {
  if (cleanUps.size === 0) listen();
  cleanUps.add(cleanUp);
  return {
    [Symbol.dispose]() {
      cleanUps.delete(cleanUp);
      if (cleanUps.size === 0) unlisten();
    },
  };
}

function runAll(): void {
  // Last come, first served: programs die before the folders they write to are removed.
  for (const cleanUp of [...cleanUps].reverse()) {
    try {
      cleanUp();
    } catch {
      // The others must still have their turn.
    }
  }
  cleanUps.clear();
}

/** Whoever else listens to the signal ends the process in order, or lets it live; alone, we end it as it would have ended. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  runAll();
  unlisten();
  process.kill(process.pid, signal);
}

function listen(): void {
  process.on('exit', runAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off('exit', runAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
