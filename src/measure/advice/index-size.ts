// How large a B-tree will be, from the columns' statistics: what its plans cost depends on it.
// Page and tuple layout: PostgreSQL source, access/nbtree.h and itup.h; equal keys share posting lists since 13 (nbtdedup.c).
import type { Candidate } from './candidate.ts';
import type { Column } from './catalog.ts';

export const BLOCK_BYTES = 8192;
const PAGE_OVERHEAD_BYTES = 24 + 16;
const FILL = 0.9;
const ITEM_POINTER_BYTES = 4;
const TUPLE_HEADER_BYTES = 8;
const ROW_POINTER_BYTES = 6;
/** While an index is built a posting list takes at most a tenth of a page. */
const MAX_POSTING_BYTES = Math.floor((BLOCK_BYTES * 0.1) / 8) * 8 - ITEM_POINTER_BYTES;
const UNKNOWN_WIDTH_BYTES = 8;
const FIXED_WIDTH = /^(smallint|integer|bigint|real|double precision|date|time|oid|money)/;
/** Types whose equal values can differ in their bytes are never shared. */
const NEVER_SHARED = /^(numeric|real|double precision|jsonb|float)/;

/** Pages of a plain index on columns, the meta page included; `distinct` counts its different keys. */
export function estimatePages(candidate: Candidate, rows: number, distinct: number): number {
  const columns = heldColumns(candidate);
  const dataBytes = align(
    columns.reduce((sum, column) => place(sum, column) + widthOf(column), 0),
    8,
  );
  const entryBytes = ITEM_POINTER_BYTES + TUPLE_HEADER_BYTES + dataBytes;
  const perKey = sharesKeys(candidate) ? rows / Math.max(distinct, 1) : 1;
  const leafBytes = perKey < 2 ? rows * entryBytes : distinct * postingBytes(perKey, dataBytes);
  const leafPages = Math.ceil(leafBytes / ((BLOCK_BYTES - PAGE_OVERHEAD_BYTES) * FILL));
  const fanOut = (BLOCK_BYTES - PAGE_OVERHEAD_BYTES) / entryBytes;
  return 1 + Math.max(1, leafPages) + Math.ceil(leafPages / fanOut);
}

/** Bytes of all posting lists of one key. */
function postingBytes(rowsOfKey: number, dataBytes: number): number {
  const fixed = ITEM_POINTER_BYTES + TUPLE_HEADER_BYTES + dataBytes;
  const perList = Math.max(2, Math.floor((MAX_POSTING_BYTES - fixed) / ROW_POINTER_BYTES));
  const lists = Math.ceil(rowsOfKey / perList);
  return lists * fixed + align(rowsOfKey * ROW_POINTER_BYTES, 8);
}

/** The average of varying widths is kept rounded down. */
function widthOf({ type, width, nullShare }: Column): number {
  const lost = FIXED_WIDTH.test(type) ? 0 : 1;
  return ((width ?? UNKNOWN_WIDTH_BYTES) + lost) * (1 - (nullShare ?? 0));
}

/** Whether equal keys are stored once. */
export function sharesKeys(candidate: Candidate): boolean {
  return (
    candidate.included.length === 0 && !heldColumns(candidate).some(({ type }) => NEVER_SHARED.test(type))
  );
}

function heldColumns({ table, keys, included }: Candidate): readonly Column[] {
  const names = [...new Set([...keys.flatMap(({ columns }) => columns), ...included])];
  return names.flatMap((name) => table.columns.filter((column) => column.name === name));
}

/** Numbers and dates start at a multiple of their width; short texts anywhere. */
function place(offset: number, { type, width }: Column): number {
  return FIXED_WIDTH.test(type) && (width === 2 || width === 4 || width === 8)
    ? align(offset, width)
    : offset;
}

function align(bytes: number, to: number): number {
  return Math.ceil(bytes / to) * to;
}
