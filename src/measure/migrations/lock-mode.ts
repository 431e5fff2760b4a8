// What each table lock keeps others from doing, after table 13.2 of PostgreSQL's manual
// (https://www.postgresql.org/docs/current/explicit-locking.html#TABLE-LOCK-COMPATIBILITY).
export const LOCK_MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const;
export type LockMode = (typeof LOCK_MODES)[number];

export type Blocks = 'reads and writes' | 'writes' | 'ddl' | 'nothing';

const BLOCKS: Readonly<Record<LockMode, Blocks>> = {
  AccessShareLock: 'nothing',
  RowShareLock: 'nothing',
  RowExclusiveLock: 'ddl',
  ShareUpdateExclusiveLock: 'ddl',
  ShareLock: 'writes',
  ShareRowExclusiveLock: 'writes',
  ExclusiveLock: 'writes',
  AccessExclusiveLock: 'reads and writes',
};

/** From weakest to strongest, as the server's names in pg_locks. */
export function lockMode(name: string): LockMode | null {
  return LOCK_MODES.find((mode) => mode === name) ?? null;
}

export function blocksOf(mode: LockMode): Blocks {
  return BLOCKS[mode];
}

export function isStronger(one: LockMode, other: LockMode): boolean {
  return LOCK_MODES.indexOf(one) > LOCK_MODES.indexOf(other);
}
