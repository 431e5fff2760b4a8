// The parts every observation of a query shares.
import type { Observation } from '../measurement.ts';
import type { Query } from './read-query.ts';

export interface Said {
  readonly kind: string;
  readonly severity: Observation['severity'];
  readonly side: Observation['side'];
  readonly title: string;
  readonly detail: string;
  /** Best first; the query's file is added. */
  readonly clues: readonly string[];
  readonly evidence: Observation['evidence'];
  /** Line in the query's file on head, where that is the place. */
  readonly line?: number;
}

export function observe(query: Query, said: Said): Observation {
  const { line, clues, ...rest } = said;
  const { path } = query;
  return {
    ...rest,
    clues: path === null ? [...clues] : [...clues, path],
    location: path === null || line === undefined ? null : { path, line, side: 'head' },
  };
}

/** First line of head's text that is not base's: then the text itself may be the cause. Null where it is the same text. */
export function changedLine({ texts }: Query): number | null {
  const base = texts.base?.source;
  const head = texts.head?.source;
  if (head === undefined || base === head) return null;
  const before = base?.split('\n') ?? [];
  const lines = head.split('\n');
  const first = lines.findIndex((line, index) => line !== before[index]);
  return first === -1 ? lines.length : first + 1;
}
