// What the hook in the app's processes saw since the last look: statements with their request and their line.
import { z } from 'zod';
import { ask, listSockets } from '../profile/ask-processes.ts';
import type { HookCapture } from '../../ports/sql-capture.ts';

const Frame = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  function: z.string().nullable(),
});

const Answer = z.object({
  pid: z.number(),
  statements: z.array(
    z.object({
      requestId: z.number().nullable(),
      driver: z.string(),
      sql: z.string(),
      parameters: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
      atMs: z.number(),
      durationMs: z.number().nullable(),
      rows: z.number().nullable(),
      failure: z.string().nullable(),
      frames: z.array(Frame),
    }),
  ),
  requests: z.array(
    z.object({ id: z.number(), method: z.string(), path: z.string(), statements: z.number() }),
  ),
  seenRequests: z.number(),
  droppedStatements: z.number(),
  failures: z.object({ count: z.number(), messages: z.array(z.string()) }),
});

/** Takes from every process that answers; what is taken is gone there. */
export async function takeHookCapture(socketsDirectory: string): Promise<HookCapture> {
  const answers: z.infer<typeof Answer>[] = [];
  for (const path of await listSockets(socketsDirectory)) {
    const parsed = Answer.safeParse(await ask(path, { do: 'take-statements' }));
    if (parsed.success) answers.push(parsed.data);
  }
  const idOf = (pid: number, id: number): string => `${pid}-${id}`;
  return {
    statements: answers.flatMap(({ pid, statements }) =>
      statements.map(({ requestId, parameters, ...statement }) => ({
        ...statement,
        requestId: requestId === null ? null : idOf(pid, requestId),
        parameters: parameters.map((value) => ({ value, type: null })),
        isTruncated: false,
      })),
    ),
    requests: answers.flatMap(({ pid, requests }) =>
      requests.map((request) => ({ ...request, id: idOf(pid, request.id) })),
    ),
    seenRequests: sum(answers.map(({ seenRequests }) => seenRequests)),
    droppedStatements: sum(answers.map(({ droppedStatements }) => droppedStatements)),
    failures: {
      count: sum(answers.map(({ failures }) => failures.count)),
      messages: answers.flatMap(({ failures }) => failures.messages),
    },
  };
}

export interface HookPlace {
  /** Private folder the sockets go to, of this hook alone; its path must be short. */
  readonly socketsDirectory: string;
  /** The app's own, which stays in force. */
  readonly nodeOptions?: string | undefined;
  /** Where the module lies once it is bundled; from source it is beside this file. */
  readonly preloadUrl?: URL;
}

/** The environment that loads the hook into every Node process of an app. */
export function hookEnvironment({
  socketsDirectory,
  nodeOptions,
  preloadUrl = new URL('./preload/sql-preload.mjs', import.meta.url),
}: HookPlace): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `${nodeOptions === undefined ? '' : `${nodeOptions} `}--import ${preloadUrl.href}`,
    PERFCREW_SQL: socketsDirectory,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
