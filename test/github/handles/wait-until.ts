// Waits for something to become true at the server, woken by what happens there and not by a clock.
import type { Hub } from '../hub.ts';

export function waitUntil<Value>(
  hub: Hub,
  probe: () => Value | undefined,
  timeoutMs: number,
): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      hub.changes.off('change', ask);
    };
    const ask = (): void => {
      try {
        const value = probe();
        if (value === undefined) return;
        end();
        resolve(value);
      } catch (error) {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`Not so after ${timeoutMs} ms: ${probe.toString()}`));
    }, timeoutMs);
    hub.changes.on('change', ask);
    ask();
  });
}
