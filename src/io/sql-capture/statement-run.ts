// One execution of a statement while it goes on, and the record of it once it has ended.
import type { CapturedParameter, CapturedStatement } from '../../ports/sql-capture.ts';
import type { RawParameter } from './client-message.ts';
import { parameterValue } from './parameter-value.ts';

export interface Prepared {
  readonly sql: string;
  /** Of the parameters; learnt from the server where the client left them open. */
  types: readonly number[];
  readonly isTruncated: boolean;
}

export interface Run {
  readonly prepared: Prepared;
  readonly parameters: readonly RawParameter[];
  readonly isTruncated: boolean;
  /** Null until the server has answered. */
  atMs: number | null;
  durationMs: number;
  rows: number;
  isTold: boolean;
}

export function createRun(prepared: Prepared, parameters: readonly RawParameter[]): Run {
  const { isTruncated } = prepared;
  return { prepared, parameters, isTruncated, atMs: null, durationMs: 0, rows: 0, isTold: false };
}

export function statementOf(run: Run, atMs: number, failure: string | null): CapturedStatement {
  const { prepared, durationMs, rows, isTruncated } = run;
  return {
    requestId: null,
    driver: 'wire',
    sql: prepared.sql,
    parameters: run.parameters.map(({ bytes, format }, index): CapturedParameter => {
      const oid = prepared.types[index] ?? 0;
      return parameterValue(bytes, oid, format);
    }),
    atMs,
    durationMs,
    rows,
    failure,
    frames: [],
    isTruncated,
  };
}
