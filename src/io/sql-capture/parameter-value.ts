// A parameter of a Bind message as a value: text as it stands, binary by its type's number where that is known.
// Source: PostgreSQL's catalogue pg_type.dat for the numbers, and each type's `*_send` function for the binary forms.
import type { CapturedParameter } from '../../ports/sql-capture.ts';

interface Known {
  readonly name: string;
  readonly read: (bytes: Buffer) => CapturedParameter['value'];
}

/** 1 January 2000 UTC, from which Postgres counts, since 1970. */
const EPOCH_MS = 946_684_800_000;
const DAY_MS = 86_400_000;
const LIMIT_CHARACTERS = 1000;

const text = (bytes: Buffer): string => bytes.toString('utf8').slice(0, LIMIT_CHARACTERS);
const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex').slice(0, LIMIT_CHARACTERS)}`;

const KNOWN: ReadonlyMap<number, Known> = new Map<number, Known>([
  [16, { name: 'bool', read: (bytes) => bytes.readInt8(0) !== 0 }],
  [17, { name: 'bytea', read: hex }],
  [20, { name: 'int8', read: (bytes) => exact(bytes.readBigInt64BE(0)) }],
  [21, { name: 'int2', read: (bytes) => bytes.readInt16BE(0) }],
  [23, { name: 'int4', read: (bytes) => bytes.readInt32BE(0) }],
  [25, { name: 'text', read: text }],
  [26, { name: 'oid', read: (bytes) => bytes.readUInt32BE(0) }],
  [114, { name: 'json', read: text }],
  [700, { name: 'float4', read: (bytes) => finite(bytes.readFloatBE(0)) }],
  [701, { name: 'float8', read: (bytes) => finite(bytes.readDoubleBE(0)) }],
  [1042, { name: 'bpchar', read: text }],
  [1043, { name: 'varchar', read: text }],
  [1082, { name: 'date', read: (bytes) => isoOf(bytes.readInt32BE(0) * DAY_MS)?.slice(0, 10) ?? hex(bytes) }],
  [1114, { name: 'timestamp', read: (bytes) => momentOf(bytes)?.slice(0, -1) ?? hex(bytes) }],
  [1184, { name: 'timestamptz', read: (bytes) => momentOf(bytes) ?? hex(bytes) }],
  [1700, { name: 'numeric', read: numeric }],
  [
    2950,
    {
      name: 'uuid',
      read: (bytes) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    },
  ],
  // One byte of version comes first.
  [3802, { name: 'jsonb', read: (bytes) => text(bytes.subarray(1)) }],
]);

/** Types whose text is a number or a truth value. */
const NUMBERS = new Set([20, 21, 23, 26, 700, 701]);

export function parameterValue(
  bytes: Buffer | null,
  oid: number,
  format: 'text' | 'binary',
): CapturedParameter {
  const known = KNOWN.get(oid);
  const type = known?.name ?? (oid === 0 ? null : `oid ${oid}`);
  if (bytes === null) return { value: null, type };
  if (format === 'text') return { value: ofText(text(bytes), oid), type };
  try {
    return { value: known === undefined ? hex(bytes) : known.read(bytes), type };
  } catch {
    // Shorter than its type: as the app sent it, for the server to refuse.
    return { value: hex(bytes), type };
  }
}

function ofText(value: string, oid: number): CapturedParameter['value'] {
  if (oid === 16) return /^(t|true|on|yes|y|1)$/i.test(value.trim());
  if (NUMBERS.has(oid) && value.trim() !== '' && String(Number(value)) === value) return Number(value);
  return value;
}

function exact(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function momentOf(bytes: Buffer): string | null {
  const us = bytes.readBigInt64BE(0);
  // Before 2000 the count is negative, and what is over a millisecond still counts forward.
  const restUs = ((us % 1000n) + 1000n) % 1000n;
  const iso = isoOf(Number((us - restUs) / 1000n));
  return restUs === 0n ? iso : (iso?.replace('Z', `${String(restUs).padStart(3, '0')}Z`) ?? null);
}

function isoOf(sinceEpochMs: number): string | null {
  const date = new Date(EPOCH_MS + sinceEpochMs);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Digits to the base of 10,000, the first with the given weight. */
function numeric(bytes: Buffer): string {
  const [count, weight, sign, scale] = [
    bytes.readInt16BE(0),
    bytes.readInt16BE(2),
    bytes.readUInt16BE(4),
    bytes.readInt16BE(6),
  ];
  if (sign === 0xc0_00) return 'NaN';
  if (sign === 0xd0_00) return 'Infinity';
  if (sign === 0xf0_00) return '-Infinity';
  const digit = (position: number): string =>
    String(position >= 0 && position < count ? bytes.readInt16BE(8 + 2 * position) : 0).padStart(4, '0');
  const group = (from: number, to: number): string => {
    let all = '';
    for (let position = from; position < to; position += 1) all += digit(position);
    return all;
  };
  const whole = group(0, weight + 1).replace(/^0+(?=\d)/, '') || '0';
  const fraction = group(weight + 1, weight + 1 + Math.ceil(scale / 4)).slice(0, scale);
  return `${sign === 0x40_00 ? '-' : ''}${whole}${scale > 0 ? `.${fraction}` : ''}`;
}
