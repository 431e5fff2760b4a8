// Binary parameters read as the server itself writes them: its own send functions are the oracle.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parameterValue } from '../../../src/io/sql-capture/parameter-value.ts';
import type { DatabaseSession, Databases } from '../../../src/ports/databases.ts';
import { realDatabases } from '../postgres/real-databases.ts';

let folder: string;
let databases: Databases & AsyncDisposable;
let session: DatabaseSession;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pcp-'));
  await chmod(folder, 0o711);
  databases = realDatabases({ temporaryDirectory: folder });
  const cluster = await databases.start(18);
  session = await cluster.connect('postgres');
});
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  await databases[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['bool', 16, 'boolsend', 'true', true],
  ['bytea', 17, 'byteasend', String.raw`\xdeadbeef`, String.raw`\xdeadbeef`],
  ['int8', 20, 'int8send', '-42', -42],
  ['int8', 20, 'int8send', '9223372036854775807', '9223372036854775807'],
  ['int2', 21, 'int2send', '-7', -7],
  ['int4', 23, 'int4send', '2147483647', 2_147_483_647],
  ['text', 25, 'textsend', 'größer', 'größer'],
  ['float8', 701, 'float8send', '0.1', 0.1],
  ['float8', 701, 'float8send', 'NaN', 'NaN'],
  ['date', 1082, 'date_send', '2024-02-29', '2024-02-29'],
  ['date', 1082, 'date_send', '1999-12-31', '1999-12-31'],
  ['timestamp', 1114, 'timestamp_send', '2024-02-29 12:34:56.789', '2024-02-29T12:34:56.789'],
  ['timestamptz', 1184, 'timestamptz_send', '2024-02-29 12:34:56.789012+00', '2024-02-29T12:34:56.789012Z'],
  ['timestamptz', 1184, 'timestamptz_send', '1969-07-20 20:17:40.5+00', '1969-07-20T20:17:40.500Z'],
  ['timestamptz', 1184, 'timestamptz_send', '1999-07-20 20:17:40.123456+00', '1999-07-20T20:17:40.123456Z'],
  ['numeric', 1700, 'numeric_send', '0', '0'],
  ['numeric', 1700, 'numeric_send', '-12345678901234567890.000120', '-12345678901234567890.000120'],
  ['numeric', 1700, 'numeric_send', '0.00001234', '0.00001234'],
  ['numeric', 1700, 'numeric_send', '100000000', '100000000'],
  ['numeric', 1700, 'numeric_send', 'NaN', 'NaN'],
  ['numeric', 1700, 'numeric_send', '10.5', '10.5'],
  ['uuid', 2950, 'uuid_send', '01234567-89ab-cdef-0123-456789abcdef', '01234567-89ab-cdef-0123-456789abcdef'],
  ['jsonb', 3802, 'jsonb_send', '{"a": 1}', '{"a": 1}'],
])('%s (%i) by %s: %s', async (type, oid, send, written, value) => {
  const [row] = await session.query(`SELECT encode(${send}('${written}'::${type}), 'hex') AS bytes`);
  const bytes = Buffer.from(String(row?.['bytes']), 'hex');
  expect(parameterValue(bytes, oid, 'binary')).toEqual({ value, type });
});

test('text is typed where the number of its type is known', () => {
  expect(parameterValue(Buffer.from('42'), 23, 'text')).toEqual({ value: 42, type: 'int4' });
  expect(parameterValue(Buffer.from('f'), 16, 'text')).toEqual({ value: false, type: 'bool' });
  expect(parameterValue(Buffer.from('42'), 0, 'text')).toEqual({ value: '42', type: null });
  expect(parameterValue(Buffer.from('9007199254740993'), 20, 'text')).toEqual({
    value: '9007199254740993',
    type: 'int8',
  });
});

test('a type unknown or bytes too few stand as they came', () => {
  expect(parameterValue(Buffer.from([1, 2]), 99_999, 'binary')).toEqual({
    value: String.raw`\x0102`,
    type: 'oid 99999',
  });
  expect(parameterValue(Buffer.from([1, 2]), 23, 'binary')).toEqual({
    value: String.raw`\x0102`,
    type: 'int4',
  });
  expect(parameterValue(null, 23, 'text')).toEqual({ value: null, type: 'int4' });
});
