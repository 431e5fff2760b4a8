// What a connection's prepared statements and portals stand for, by name, with the way back for what the server refuses.
import type { ClientMessage } from './client-message.ts';
import { createRun, type Prepared, type Run } from './statement-run.ts';

type Of<Kind extends ClientMessage['kind']> = Extract<ClientMessage, { readonly kind: Kind }>;
type Undo = () => void;

export interface Names {
  prepare(message: Of<'parse'>): Undo;
  bind(message: Of<'bind'>): Undo;
  close(message: Of<'close'>): Undo;
  /** To be told what the server says of a statement's parameters. */
  typesOf(message: Of<'describe'>): (types: readonly number[]) => void;
  /** The same for each portion that is read of one portal. */
  run(portal: string): Run;
}

/** Prepared before the capture looked on, or refused. */
const UNKNOWN: Prepared = { sql: '', types: [], isTruncated: true };

export function openNames(): Names {
  const statements = new Map<string, Prepared>();
  const portals = new Map<string, Run>();
  return {
    prepare: ({ name, sql, types, isTruncated }) => put(statements, name, { sql, types, isTruncated }),
    bind({ portal, statement, parameters, isTruncated }) {
      const run = createRun(statements.get(statement) ?? UNKNOWN, parameters);
      return put(portals, portal, isTruncated ? { ...run, isTruncated } : run);
    },
    close: ({ what, name }) =>
      what === 'statement' ? put(statements, name, undefined) : put(portals, name, undefined),
    typesOf({ what, name }) {
      const prepared = what === 'statement' ? statements.get(name) : undefined;
      return (types) => {
        if (prepared !== undefined) prepared.types = types;
      };
    },
    run(portal) {
      const bound = portals.get(portal);
      if (bound !== undefined && !bound.isTold) return bound;
      return createRun(bound?.prepared ?? UNKNOWN, bound?.parameters ?? []);
    },
  };
}

/** Undone only while nothing newer has the name. */
function put<Value>(map: Map<string, Value>, name: string, value: Value | undefined): Undo {
  const before = map.get(name);
  const set = (to: Value | undefined): void => {
    if (to === undefined) map.delete(name);
    else map.set(name, to);
  };
  set(value);
  return () => {
    if (map.get(name) === value) set(before);
  };
}
