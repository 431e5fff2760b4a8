// The record of a connection: what was executed with which values, wherever the network cuts the bytes.
import { array, assert, infiniteStream, integer, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CapturedStatement } from '../../../src/ports/sql-capture.ts';
import { createConversation } from '../../../src/io/sql-capture/conversation.ts';
import {
  bind,
  describeStatement,
  done,
  execute,
  failure,
  int16,
  int32,
  message,
  parse,
  ready,
  startup,
  sync,
  text,
} from './recorded-stream.ts';

interface Turn {
  readonly client?: readonly Buffer[];
  readonly server?: readonly Buffer[];
}

/** The bytes of each turn go in cut at the given places; a turn takes one millisecond. */
function record(
  turns: readonly Turn[],
  cut: (bytes: Buffer) => readonly Buffer[] = (bytes) => [bytes],
): CapturedStatement[] {
  const statements: CapturedStatement[] = [];
  const conversation = createConversation({
    maxBodyBytes: 4096,
    onStatement: (statement) => statements.push(statement),
  });
  for (const chunk of cut(startup)) conversation.fromClient(chunk, 0);
  for (const [index, { client = [], server = [] }] of turns.entries()) {
    for (const chunk of cut(Buffer.concat(client))) conversation.fromClient(chunk, index);
    for (const chunk of cut(Buffer.concat(server))) conversation.fromServer(chunk, index + 0.5);
  }
  return statements;
}

const told = (statements: readonly CapturedStatement[]) =>
  statements.map(({ sql, parameters, rows, failure: code }) => [
    sql,
    parameters.map(({ value }) => value),
    rows,
    code,
  ]);

const parsed = message('1');
const bound = message('2');
const noData = message('n');
const row = message('D', int16(1), int32(1), Buffer.from('x'));
const typesAre = (...types: readonly number[]): Buffer =>
  message('t', int16(types.length), ...types.map(int32));

const LIVE: readonly Turn[] = [
  {
    client: [message('p', text('secret'))],
    server: [message('R', int32(0)), message('K', int32(1), int32(2)), ready()],
  },
  {
    client: [message('Q', text('SELECT 1'))],
    server: [message('T', int16(0)), row, done('SELECT 1'), ready()],
  },
  // Prepared once, described for its types, used twice in one pipeline with binary values.
  {
    client: [parse('byId', 'SELECT * FROM t WHERE id = $1'), describeStatement('byId'), sync],
    server: [parsed, typesAre(23), message('T', int16(0)), ready()],
  },
  {
    client: [bind('byId', [int32(7)], 1), execute(), bind('byId', [null], 1), execute(), sync],
    server: [bound, row, row, done('SELECT 2'), bound, done('SELECT 0'), ready()],
  },
  // One refused in the middle: the rest up to the Sync is not run.
  {
    client: [bind('byId', [int32(1)], 1), execute(), bind('byId', [int32(2)], 1), execute(), sync],
    server: [bound, failure('22012'), ready('E')],
  },
  // Rows copied in, the first Sync overlooked.
  {
    client: [parse('', 'COPY t FROM STDIN'), bind('', []), execute(), sync],
    server: [parsed, bound, message('G')],
  },
  { client: [message('d', Buffer.from('1\n')), message('c'), sync], server: [done('COPY 1'), ready()] },
  // A portal read in portions.
  {
    client: [parse('', 'SELECT many'), bind('', []), execute('', 2), message('H')],
    server: [parsed, bound, row, row, message('s')],
  },
  { client: [execute('', 2), sync], server: [row, done('SELECT 1'), ready()] },
  {
    client: [message('Q', text('COPY t TO STDOUT'))],
    server: [message('H'), message('d', Buffer.from('1\n')), message('c'), done('COPY 1'), ready()],
  },
];

const EXPECTED = [
  ['SELECT 1', [], 1, null],
  ['SELECT * FROM t WHERE id = $1', [7], 2, null],
  ['SELECT * FROM t WHERE id = $1', [null], 0, null],
  ['SELECT * FROM t WHERE id = $1', [1], 0, '22012'],
  ['COPY t FROM STDIN', [], 1, null],
  ['SELECT many', [], 3, null],
  ['COPY t TO STDOUT', [], 1, null],
];

describe('a connection', () => {
  test('is told statement by statement', () => {
    expect(told(record(LIVE))).toEqual(EXPECTED);
  });

  test('is told the same wherever its bytes are cut', () => {
    assert(
      property(infiniteStream(integer({ min: 1, max: 9 })), (sizes) => {
        const cut = (bytes: Buffer): Buffer[] => {
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length;) {
            const size = sizes.next().value ?? 1;
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          return chunks;
        };
        expect(record(LIVE, cut)).toEqual(record(LIVE));
      }),
      { numRuns: 100 },
    );
  });

  test('is never broken by bytes that are no protocol', () => {
    assert(
      property(
        array(uint8Array({ maxLength: 64 })),
        array(uint8Array({ maxLength: 64 })),
        (client, server) => {
          const conversation = createConversation({ maxBodyBytes: 32, onStatement: () => {} });
          for (const bytes of client) conversation.fromClient(Buffer.from(bytes), 0);
          for (const bytes of server) conversation.fromServer(Buffer.from(bytes), 1);
        },
      ),
    );
  });

  test('waits for the answer to what went ahead before it counts the time', () => {
    const statements: CapturedStatement[] = [];
    const conversation = createConversation({
      maxBodyBytes: 64,
      onStatement: (statement) => statements.push(statement),
    });
    conversation.fromClient(startup, 0);
    conversation.fromClient(
      Buffer.concat([parse('', 'A'), bind('', []), execute(), parse('', 'B'), bind('', []), execute(), sync]),
      10,
    );
    conversation.fromServer(Buffer.concat([parsed, bound, done('SELECT 0')]), 15);
    conversation.fromServer(Buffer.concat([parsed, bound, done('SELECT 0'), ready()]), 22);
    expect(statements.map(({ sql, atMs, durationMs }) => [sql, atMs, durationMs])).toEqual([
      ['A', 10, 5],
      ['B', 15, 7],
    ]);
  });

  test('keeps the statement a name had when a second of that name is refused', () => {
    const statements = record([
      { client: [parse('s', 'FIRST'), sync], server: [parsed, ready()] },
      { client: [parse('s', 'SECOND'), sync], server: [failure('42P05'), ready()] },
      {
        client: [bind('s', []), message('D', Buffer.from('P'), text('')), execute(), sync],
        server: [bound, noData, done('SELECT 0'), ready()],
      },
    ]);
    expect(told(statements)).toEqual([['FIRST', [], 0, null]]);
  });

  test('keeps of a large statement what there is room for', () => {
    const large = `SELECT '${'x'.repeat(10_000)}'`;
    const [statement] = record([
      { client: [message('Q', text(large))], server: [done('SELECT 1'), ready()] },
    ]);
    expect(statement?.isTruncated).toBe(true);
    expect(statement?.sql).toBe(large.slice(0, 4096));
  });
});
