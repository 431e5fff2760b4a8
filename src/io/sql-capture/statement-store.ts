// Statements until they are taken, in bounded memory: all of them while there is room, then a fair sample of all that came.
// Source: J. S. Vitter, "Random Sampling with a Reservoir", ACM TOMS 11(1), 1985, algorithm R.
import type { CapturedStatement, WireCapture } from '../../ports/sql-capture.ts';

export interface StatementStore {
  readonly add: (statement: CapturedStatement) => void;
  /** In the order they began; what is taken is gone. */
  readonly take: () => WireCapture;
}

/** Texts are mostly the same few hundred: each is held once. */
const SHARED_TEXTS = 5_000;

export function createStatementStore(capacity: number, random: () => number): StatementStore {
  let kept: CapturedStatement[] = [];
  let seen = 0;
  let texts = new Map<string, string>();

  function share(sql: string): string {
    const known = texts.get(sql);
    if (known !== undefined) return known;
    if (texts.size < SHARED_TEXTS) texts.set(sql, sql);
    return sql;
  }

  return {
    add(statement) {
      seen += 1;
      const place = seen <= capacity ? kept.length : Math.floor(random() * seen);
      if (place < capacity) kept[place] = { ...statement, sql: share(statement.sql) };
    },
    take() {
      const taken = {
        statements: kept.toSorted((one, other) => one.atMs - other.atMs),
        seenStatements: seen,
      };
      kept = [];
      seen = 0;
      texts = new Map();
      return taken;
    },
  };
}
