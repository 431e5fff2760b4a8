// What every parser of a result format offers: whether a content is its own, and what it says.
import { z } from 'zod';
import type { ImportedFile, ImportedMetric, NamedNumbers } from '../imported.ts';
import type { Source } from '../refuse.ts';

/** `content` is the parsed value of a JSON document, and the text of anything else. */
export interface Format<Content> {
  /** By what only this tool writes; a file that is claimed may still be broken. */
  claims(content: Content, source: Source): boolean;
  /** Throws nothing but a Problem. */
  parse(content: Content, source: Source): ImportedFile;
}

/** A duration, a size or a count: finite and not below zero. */
export const amount = z.number().min(0);
/** Like a list of amounts, but it stops at the first that is none: a million wrong ones would be a million messages. */
export const samples = z.unknown().transform((value, context): readonly number[] => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  if (!Array.isArray(value) || list.length > MOST_SAMPLES) {
    context.addIssue(`not a list of at most ${MOST_SAMPLES} numbers`);
    return z.NEVER;
  }
  const numbers: number[] = [];
  for (const [index, one] of list.entries()) {
    if (typeof one !== 'number' || !Number.isFinite(one) || one < 0) {
      context.addIssue({ code: 'custom', path: [index], message: 'not a number from 0 up' });
      return z.NEVER;
    }
    numbers.push(one);
  }
  return numbers;
});
const MOST_SAMPLES = 2_000_000;

/** Whether a value is an object that has these keys of its own. */
export function hasKeys(value: unknown, keys: readonly string[]): boolean {
  return isObject(value) && keys.every((key) => Object.hasOwn(value, key));
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Sampled {
  readonly name: string;
  readonly metric: ImportedMetric;
  readonly samples: readonly number[];
  /** Multiplied with every sample, to get from the file's unit to the metric's. */
  readonly factor?: number;
}

export function sampled({ name, metric, samples: values, factor = 1 }: Sampled): NamedNumbers {
  return {
    name,
    metric,
    numbers: { kind: 'samples', samples: values.map((value) => value * factor), take: 'median' },
  };
}

/** Times of the request kind are known by their middle and their slow end, as in perfcrew's own load gate. */
export function latencies(name: string, values: readonly number[]): NamedNumbers[] {
  return [
    { name, metric: 'latency-p50-ms', numbers: { kind: 'samples', samples: values, take: 'median' } },
    { name, metric: 'latency-p95-ms', numbers: { kind: 'samples', samples: values, take: 'p95' } },
  ];
}
