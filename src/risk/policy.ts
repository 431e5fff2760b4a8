// A risk policy is data: which facts about a diff earn how many points. Rules read it, policies/ fills it in.
import type { SqlWordId } from './features/sql-words.ts';

export interface DomainWords {
  readonly points: number;
  /** Whole words of a path, lower case, singular; plurals are found by themselves. */
  readonly words: readonly string[];
  /** High risk: a change of the code behind such a path always gets the comprehensive level. */
  readonly forcesFull: boolean;
}

/** Points for more than a number of something. */
interface Threshold {
  readonly over: number;
  readonly points: number;
}

export interface Policy {
  /** The whole score where nothing but documentation changes. */
  readonly docsOnly: number;
  /** The whole score where nothing but tests changes. */
  readonly testsOnly: number;
  /** What every other change has from the start. */
  readonly base: number;
  readonly domains: Readonly<Record<string, DomainWords>>;
  readonly changedLines: Threshold;
  readonly changedFiles: Threshold;
  readonly newFunctions: Threshold;
  readonly sqlWords: Readonly<Record<SqlWordId, number>>;
  readonly production: number;
  readonly breaking: number;
}
