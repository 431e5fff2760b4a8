// Follows one Postgres connection from both sides and tells each statement that was executed, with its real parameters.
// Source: PostgreSQL documentation, "Frontend/Backend Protocol": Simple Query, Extended Query, COPY Operations.
import type { CapturedStatement } from '../../ports/sql-capture.ts';
import { readClientMessage, READ_FROM_CLIENT, readTypes } from './client-message.ts';
import { createFramer, type WireMessage } from './message-framer.ts';
import { readMessage } from './message-reader.ts';
import { openNames } from './named-statements.ts';
import { createRun, statementOf, type Run } from './statement-run.ts';

export interface Conversation {
  readonly fromClient: (chunk: Buffer, atMs: number) => void;
  readonly fromServer: (chunk: Buffer, atMs: number) => void;
}

export interface ConversationOptions {
  /** Of a statement's text, and of its parameters; more is not kept. */
  readonly maxBodyBytes: number;
  readonly onStatement: (statement: CapturedStatement) => void;
}

/** What the server has yet to answer, in the order it was asked; `undo` for when it refuses. */
interface Asked {
  readonly kind: 'parse' | 'bind' | 'close' | 'sync' | 'call' | 'describe' | 'execute' | 'query';
  readonly undo?: () => void;
  readonly learnTypes?: (types: readonly number[]) => void;
  readonly run?: Run;
  readonly atMs: number;
}

const READ_FROM_SERVER = new Set(['C', 'E', 't', 'Z']);
const IDLE = 'I'.charCodeAt(0);

export function createConversation({ maxBodyBytes, onStatement }: ConversationOptions): Conversation {
  const names = openNames();
  let asked: Asked[] = [];
  let suspended: Run[] = [];
  let nowMs = 0;
  /** The server answers one after the other: nothing begins before what went ahead has ended. */
  let freeAtMs = 0;
  let rowsSeen = 0;

  function onClient(raw: WireMessage): void {
    const message = readClientMessage(raw);
    const atMs = nowMs;
    switch (message.kind) {
      case 'query':
        asked.push({ kind: 'query', run: createRun({ ...message, types: [] }, []), atMs });
        return;
      case 'parse':
        asked.push({ kind: 'parse', undo: names.prepare(message), atMs });
        return;
      case 'bind':
        asked.push({ kind: 'bind', undo: names.bind(message), atMs });
        return;
      case 'describe':
        asked.push({ kind: 'describe', learnTypes: names.typesOf(message), atMs });
        return;
      case 'close':
        asked.push({ kind: 'close', undo: names.close(message), atMs });
        return;
      case 'execute':
        asked.push({ kind: 'execute', run: names.run(message.portal), atMs });
        return;
      case 'sync':
      case 'call':
        asked.push({ kind: message.kind, atMs });
        return;
      case 'copied':
        // While it takes in rows the server overlooks each Sync, so none of those is answered.
        asked = asked.filter(({ kind }, index) => index === 0 || kind !== 'sync');
        return;
      case 'other':
    }
  }

  function onServer({ type, body }: WireMessage): void {
    const [head] = asked;
    switch (type) {
      case '1':
      case '2':
      case '3':
        asked.shift();
        return;
      case 't':
        head?.learnTypes?.(readTypes(readMessage(body)));
        return;
      case 'T':
      case 'n':
        if (head?.kind === 'describe') asked.shift();
        return;
      case 'D':
        rowsSeen += 1;
        return;
      case 'C':
      case 's':
        addTo(head, Number(/\d+$/.exec(readMessage(body).text())?.[0] ?? rowsSeen));
        if (head?.kind !== 'execute') return;
        asked.shift();
        if (type === 's') suspended.push(...(head.run === undefined ? [] : [head.run]));
        else tell(head.run, null);
        return;
      case 'I':
        if (head?.kind === 'execute') asked.shift();
        return;
      case 'E':
        refused(head, sqlStateOf(body));
        return;
      case 'Z':
        ready(body[0] === IDLE);
        return;
      default:
    }
  }

  function addTo(head: Asked | undefined, rows: number): void {
    rowsSeen = 0;
    if (head?.run === undefined) return;
    const startMs = Math.max(head.atMs, freeAtMs);
    head.run.atMs ??= startMs;
    head.run.durationMs += Math.max(0, nowMs - startMs);
    head.run.rows += rows;
    freeAtMs = nowMs;
  }

  function refused(head: Asked | undefined, sqlState: string | null): void {
    // A query or a call ends by ReadyForQuery without a Sync; else the server leaves out everything up to the next one.
    const endsAlone = head?.kind === 'query' || head?.kind === 'call';
    const sync = asked.findIndex(({ kind }) => kind === 'sync');
    const skipped = endsAlone ? [] : asked.splice(0, sync === -1 ? asked.length : sync);
    // A refused Parse or Bind is the refusal of what was to be executed.
    const failed = endsAlone ? head : skipped.find(({ kind }) => kind === 'execute');
    addTo(failed, 0);
    tell(failed?.run, sqlState);
    for (const { undo } of skipped.toReversed()) undo?.();
  }

  function ready(isOutsideTransaction: boolean): void {
    for (let entry = asked.shift(); entry !== undefined; entry = asked.shift()) {
      if (entry.kind === 'query') tell(entry.run, null);
      if (entry.kind === 'query' || entry.kind === 'sync' || entry.kind === 'call') break;
    }
    if (isOutsideTransaction) {
      // No portal outlives its transaction: what was read in portions is at its end.
      for (const run of suspended) tell(run, null);
      suspended = [];
    }
    rowsSeen = 0;
    freeAtMs = nowMs;
  }

  /** Once; a query of nothing but comments ran nothing. */
  function tell(run: Run | undefined, failure: string | null): void {
    if (run === undefined || run.isTold || run.atMs === null) return;
    run.isTold = true;
    onStatement(statementOf(run, run.atMs, failure));
  }

  const limits = { maxBodyBytes };
  const client = createFramer({
    ...limits,
    startsUntyped: true,
    wanted: READ_FROM_CLIENT,
    onMessage: onClient,
  });
  const server = createFramer({
    ...limits,
    startsUntyped: false,
    wanted: READ_FROM_SERVER,
    onMessage: onServer,
  });
  return {
    fromClient(chunk, atMs) {
      nowMs = atMs;
      client(chunk);
    },
    fromServer(chunk, atMs) {
      nowMs = atMs;
      server(chunk);
    },
  };
}

/** Fields of a letter and a text each; C is the code. */
function sqlStateOf(body: Buffer): string | null {
  const reader = readMessage(body);
  for (;;) {
    const field = reader.bytes(1)?.toString('latin1') ?? '\0';
    if (field === '\0') return null;
    const value = reader.text();
    if (field === 'C') return value;
  }
}
