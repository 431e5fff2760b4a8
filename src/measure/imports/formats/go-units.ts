// Which of the units a Go benchmark reports can be compared: those of which it is known whether less is better.
import type { ImportedMetric, NamedNumbers } from '../imported.ts';
import { quote } from '../refuse.ts';
import { sampled } from './format.ts';

export interface GoValue {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** The numbers, or one sentence on why they are left out. */
export function numbersOfUnit({ name, value, unit }: GoValue): NamedNumbers | string {
  const known = KNOWN.get(unit);
  if (known) return sampled({ name, metric: known.metric, samples: [value], factor: known.factor });
  if (unit === 'MB/s') return 'MB/s is left out: it says the same as ns/op.';
  // Units of b.ReportMetric. The unit stays in the name, so that two of them are two results.
  const custom = `${name} (${unit})`;
  if (unit.startsWith('ns/') || unit.endsWith('-ns')) {
    return sampled({ name: custom, metric: 'result-ms', samples: [value], factor: 1e-6 });
  }
  if (unit.startsWith('B/')) return sampled({ name: custom, metric: 'result-bytes', samples: [value] });
  if (unit.endsWith('/s') || unit.endsWith('/sec')) {
    return sampled({ name: custom, metric: 'result-per-sec', samples: [value] });
  }
  return `${quote(unit)} is left out: nothing says whether less of it is better. Report it per second (…/s) or in ns/… or B/….`;
}

const KNOWN = new Map<string, { readonly metric: ImportedMetric; readonly factor: number }>([
  ['ns/op', { metric: 'result-ms', factor: 1e-6 }],
  ['B/op', { metric: 'result-bytes', factor: 1 }],
  ['allocs/op', { metric: 'result-count', factor: 1 }],
]);
