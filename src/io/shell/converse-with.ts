// Question and answer with a running program, a line each: a driver that is asked again and again is started only once.
import { createInterface } from 'node:readline';
import type { Conversation } from '../../ports/shell.ts';
import type { LaunchedProcess } from './launch.ts';

/** How long a program may take to end by itself once its input has ended. */
const FAREWELL_MS = 1000;

export function converseWith(launched: LaunchedProcess, end: () => Promise<void>): Conversation {
  const { pipes, exited, closed } = launched;
  const waiting: ((line: string | null) => void)[] = [];
  let over = pipes === null;
  const hangUp = (): void => {
    over = true;
    for (const settle of waiting.splice(0)) settle(null);
  };
  if (pipes !== null) {
    const lines = createInterface({ input: pipes.stdout, crlfDelay: Infinity });
    lines.on('line', (line) => waiting.shift()?.(line));
    lines.on('close', hangUp);
  }
  void exited.then(() => closed).then(hangUp);

  return {
    async ask(line, timeoutMs) {
      if (over || pipes?.stdin == null) return null;
      const answer = Promise.withResolvers<string | null>();
      waiting.push(answer.resolve);
      pipes.stdin.write(`${line}\n`);
      const timer = setTimeout(() => {
        hangUp();
        void end();
      }, timeoutMs);
      try {
        return await answer.promise;
      } finally {
        clearTimeout(timer);
      }
    },
    tail: () => launched.tail(),
    async [Symbol.asyncDispose]() {
      over = true;
      pipes?.stdin?.end();
      await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
      hangUp();
      await end();
    },
  };
}
