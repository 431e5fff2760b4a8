// How large a B-tree will be, from the columns' statistics: what its plans cost depends on it.
// Page and tuple layout: PostgreSQL source, access/nbtree.h and itup.h; equal keys share posting lists since 13 (nbtdedup.c).
import { columnsOf, type Candidate } from './candidate.ts';
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
/** Types whose equal values can differ in their bytes are never shared. */
const NEVER_SHARED = /^(numeric|real|double precision|jsonb|float)/;

/** Pages of a plain index on columns, the meta page included. */
export function estimatePages(candidate: Candidate, rows: number): number {
  const { table } = candidate;
  const columns = columnsOf(candidate).flatMap((name) => table.columns.filter((one) => one.name === name));
  const dataBytes = align(columns.reduce((sum, column) => sum + widthOf(column), 0));
  const shares = candidate.included.length === 0 && !columns.some(({ type }) => NEVER_SHARED.test(type));
  const distinct = shares ? distinctOf(columns, rows) : rows;
  const entryBytes = ITEM_POINTER_BYTES + TUPLE_HEADER_BYTES + dataBytes;
  const perKey = rows / Math.max(distinct, 1);
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
  return lists * fixed + align(rowsOfKey * ROW_POINTER_BYTES);
}

function widthOf({ width, nullShare }: Column): number {
  return (width ?? UNKNOWN_WIDTH_BYTES) * (1 - (nullShare ?? 0));
}

/** As if columns did not depend on each other. */
function distinctOf(columns: readonly Column[], rows: number): number {
  const product = columns.reduce((all, { distinct }) => {
    const count = distinct === null ? rows : distinct < 0 ? -distinct * rows : distinct;
    return all * Math.max(1, count);
  }, 1);
  return Math.min(product, rows);
}

function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
