// Remembers what a person watching would have seen.
import type { Log } from '../../src/ports/log.ts';

export interface FakeLog extends Log {
  /** e.g. `begin Install`, `end Install: 2 s`, `warn …`. */
  readonly lines: readonly string[];
}

export function fakeLog(): FakeLog {
  const lines: string[] = [];
  const say = (kind: string) => (message: string) => void lines.push(`${kind} ${message}`);
  return {
    lines,
    phase(name) {
      lines.push(`begin ${name}`);
      return (outcome) => void lines.push(outcome === undefined ? `end ${name}` : `end ${name}: ${outcome}`);
    },
    info: say('info'),
    warn: say('warn'),
    debug: say('debug'),
  };
}
