// One database in PGlite, in a thread of its own: questions one after the other, answers as the port gives them.
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { DatabaseError, type Row } from '../../ports/databases.ts';
import { WORKER_PROGRAM } from './worker-program.ts';

export interface PgliteWorker {
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** Writes everything to its folder, and ends the thread. */
  close(): Promise<void>;
  /** Ends the thread whatever it does. */
  kill(): Promise<void>;
}

const answerSchema = z.object({
  id: z.number(),
  rows: z.array(z.record(z.string(), z.unknown())).optional(),
  refusal: z.object({ message: z.string(), code: z.string(), position: z.number() }).optional(),
});
type Answer = z.infer<typeof answerSchema>;

/** PGlite has no statement_timeout. */
const LIMIT_MS = 120_000;

export function startWorker(packageDirectory: string, dataDirectory: string): PgliteWorker {
  const worker = new Worker(WORKER_PROGRAM, { eval: true, workerData: { packageDirectory, dataDirectory } });
  const waiting = new Map<number, (answer: Answer) => void>();
  let next = 0;
  let ended = false;
  const endAll = (message: string) => {
    ended = true;
    for (const [id, answer] of waiting)
      answer({ id, refusal: { message, code: CONNECTION_FAILURE, position: 0 } });
    waiting.clear();
  };
  worker.on('message', (message: unknown) => {
    const answer = answerSchema.parse(message);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  worker.on('error', (error) => endAll(`PGlite ended: ${String(error)}`));
  worker.on('exit', () => endAll('PGlite was stopped'));

  async function ask(question: object): Promise<readonly Row[]> {
    if (ended) throw refusalOf({ message: 'PGlite was stopped', code: CONNECTION_FAILURE, position: 0 });
    next += 1;
    const id = next;
    const timer = setTimeout(() => {
      endAll(`PGlite did not answer within ${LIMIT_MS / 1000} s`);
      void worker.terminate();
    }, LIMIT_MS);
    try {
      const answer = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, ...question }, []);
      });
      if (answer.refusal !== undefined) throw refusalOf(answer.refusal);
      return answer.rows ?? [];
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    query: (sql, parameters) => ask({ sql, parameters: parameters && [...parameters] }),
    async close() {
      if (!ended) await ask({ close: true });
      await worker.terminate();
    },
    async kill() {
      await worker.terminate();
    },
  };
}

/** SQLSTATE class 08. */
const CONNECTION_FAILURE = '08006';

function refusalOf({ message, code, position }: NonNullable<Answer['refusal']>): DatabaseError {
  return new DatabaseError(message, { sqlState: code, position: position > 0 ? position : null });
}
