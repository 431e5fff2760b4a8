// What a profile counts, CPU time or allocated bytes: when growth of it is worth telling, and in which words.
import { formatQuantity } from '../../core/format/format-quantity.ts';
import { formatMs } from './format-ms.ts';

export interface Resource {
  readonly id: 'cpu' | 'allocation';
  /** Kinds of the observations: of a guilty function, of growth nobody answers for, of the overview. */
  readonly kinds: { readonly function: string; readonly elsewhere: string; readonly overview: string };
  /** After an amount: `3 ms CPU per request`, `3 kB allocated per request`. */
  readonly noun: string;
  /** `took 3 ms of CPU`. */
  readonly spent: string;
  /** Growth per request below this is not told. */
  readonly leastGrowth: number;
  /** By how much a busy neighbour or a slow clock makes all code dearer; beyond, it is the change that burdens the code around it. */
  readonly mostDrift: number;
  readonly format: (cost: number) => string;
  /** One column of the tables. */
  readonly column: { readonly unit: string; readonly cell: (cost: number) => string };
}

export const CPU: Resource = {
  id: 'cpu',
  kinds: { function: 'hot-function', elsewhere: 'cpu-growth-elsewhere', overview: 'hot-functions' },
  noun: 'CPU',
  spent: 'of CPU',
  leastGrowth: 0.05,
  mostDrift: 1.5,
  format: formatMs,
  column: { unit: 'ms', cell: (ms) => ms.toFixed(ms < 1 ? 3 : 2) },
};

/** Nobody on the machine makes a program allocate more. */
export const ALLOCATION: Resource = {
  id: 'allocation',
  kinds: {
    function: 'allocating-function',
    elsewhere: 'allocation-growth-elsewhere',
    overview: 'allocating-functions',
  },
  noun: 'allocated',
  spent: 'of new objects',
  leastGrowth: 2_048,
  mostDrift: 1,
  format: (bytes) => formatQuantity(bytes, 'bytes'),
  column: { unit: 'kB', cell: (bytes) => (bytes / 1000).toFixed(bytes < 100_000 ? 2 : 0) },
};
