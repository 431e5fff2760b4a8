// What a person watching sees; documents never go through here.

export interface Log {
  /** Begins a phase; the returned function ends it. */
  phase(name: string): (outcome?: string) => void;
  info(message: string): void;
  warn(message: string): void;
  debug(message: string): void;
}
