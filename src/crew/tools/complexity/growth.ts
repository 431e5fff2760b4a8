// Sums and products of how work grows: terms of sizes with powers and logarithms, smaller terms dropped.
import type { Binding } from '../lint/scopes.ts';

export interface Size {
  /** A part of another size starts with its id and a slash: `rows/filter`. */
  readonly id: string;
  readonly label: string;
  /** What it is rooted in, so that a caller can put its own in place. */
  readonly binding: Binding | null;
  /** Behind the binding: `.items`. */
  readonly tail: string;
}

export interface Factor {
  readonly size: Size;
  readonly power: number;
  readonly logs: number;
}

export interface Term {
  readonly factors: ReadonlyMap<string, Factor>;
  readonly isExponential: boolean;
  readonly reasons: ReadonlySet<string>;
  /** `path:line`. */
  readonly lines: ReadonlySet<string>;
}

export interface Growth {
  readonly terms: readonly Term[];
  /** Why nothing more can be said. */
  readonly unknown: ReadonlySet<string>;
}

export interface Because {
  readonly reason: string;
  readonly line: string;
}

const NONE: ReadonlySet<string> = new Set();
const MAX_TERMS = 6;

/** No work of this kind at all. */
export const ZERO: Growth = { terms: [], unknown: NONE };
export const ONCE: Growth = {
  terms: [{ factors: new Map(), isExponential: false, reasons: NONE, lines: NONE }],
  unknown: NONE,
};

export function growsWith(
  factor: { readonly size: Size; readonly power?: number; readonly logs?: number },
  { reason, line }: Because,
): Growth {
  const { size, power = 1, logs = 0 } = factor;
  const factors = new Map([[size.id, { size, power, logs }]]);
  return {
    terms: [{ factors, isExponential: false, reasons: new Set([reason]), lines: new Set([line]) }],
    unknown: NONE,
  };
}

export function exponential(size: Size, because: Because): Growth {
  const grown = growsWith({ size }, because);
  return { ...grown, terms: grown.terms.map((term) => ({ ...term, isExponential: true })) };
}

export function unknownGrowth(reason: string): Growth {
  return { ...ONCE, unknown: new Set([reason]) };
}

export function plus(...all: readonly Growth[]): Growth {
  const unknown = new Set(all.flatMap((one) => [...one.unknown]));
  const kept: Term[] = [];
  for (const term of all.flatMap(({ terms }) => terms)) {
    if (kept.some((one) => dominates(one, term))) continue;
    const smaller = kept.filter((one) => dominates(term, one));
    for (const one of smaller) kept.splice(kept.indexOf(one), 1);
    kept.push(term);
  }
  return {
    terms: kept.toSorted((one, other) => degreeOf(other) - degreeOf(one)).slice(0, MAX_TERMS),
    unknown,
  };
}

export function times(one: Growth, other: Growth): Growth {
  if (one.terms.length === 0 || other.terms.length === 0) return ZERO;
  const terms = one.terms.flatMap((left) => other.terms.map((right) => product(left, right)));
  return plus({ terms, unknown: new Set([...one.unknown, ...other.unknown]) });
}

export function degreeOf({ factors, isExponential }: Term): number {
  const sum = [...factors.values()].reduce((total, { power, logs }) => total + power + logs * 0.1, 0);
  return isExponential ? 100 + sum : sum;
}

function product(left: Term, right: Term): Term {
  const factors = new Map(left.factors);
  for (const [id, { size, power, logs }] of right.factors) {
    const known = factors.get(id);
    factors.set(id, { size, power: power + (known?.power ?? 0), logs: logs + (known?.logs ?? 0) });
  }
  return {
    factors,
    isExponential: left.isExponential || right.isExponential,
    reasons: new Set([...left.reasons, ...right.reasons]),
    lines: new Set([...left.lines, ...right.lines]),
  };
}

/** Never smaller, a part of something being no larger than the whole. */
function dominates(large: Term, small: Term): boolean {
  if (small.isExponential && !large.isExponential) return false;
  const need = new Map<string, number>();
  for (const [id, { power, logs }] of small.factors) {
    const whole = large.factors.has(id) ? id : (id.split('/')[0] ?? id);
    need.set(whole, (need.get(whole) ?? 0) + power + logs * 0.1);
  }
  return [...need].every(([id, amount]) => {
    const factor = large.factors.get(id);
    return factor !== undefined && factor.power + factor.logs * 0.1 >= amount;
  });
}
