// A growth in words: the class in letters, what the letters stand for, why, and the lines.
import type { FunctionComplexity } from './function-complexity.ts';
import { degreeOf, type Growth, type Term } from './growth.ts';

const LETTERS = ['n', 'm', 'k', 'p', 'q', 'r', 's', 't'];
const SHOWN_TERMS = 3;

export function writeGrowth({ terms, unknown }: Growth): FunctionComplexity['time'] {
  const shown = terms.slice(0, SHOWN_TERMS);
  const letters = new Map<string, { readonly letter: string; readonly of: string }>();
  for (const { factors } of shown)
    for (const [id, { size }] of factors)
      if (!letters.has(id))
        letters.set(id, { letter: LETTERS[letters.size] ?? `x${letters.size}`, of: size.label });
  const sum = shown.map((term) => written(term, letters)).join(' + ');
  const known = terms.length === 0 ? 'none' : `O(${sum})`;
  const isUnknown = unknown.size > 0;
  const reasons = [...unknown, ...shown.flatMap(({ reasons: own }) => [...own])];
  return {
    class: isUnknown ? 'unknown' : known,
    atLeast: isUnknown ? known : null,
    degree: isUnknown ? null : Math.max(0, ...terms.map(degreeOf)),
    sizes: [...letters.values()],
    reason: [...new Set(reasons)].join('; ') || 'No loop over anything it is given.',
    lines: [...new Set(shown.flatMap(({ lines }) => [...lines]))],
  };
}

function written(
  { factors, isExponential }: Term,
  letters: ReadonlyMap<string, { readonly letter: string }>,
): string {
  const parts = [...factors].map(([id, { power, logs }]) => {
    const letter = letters.get(id)?.letter ?? 'n';
    if (isExponential) return `2^${letter}`;
    const log = logs === 0 ? '' : `log${raised(logs)} ${letter}`;
    if (power === 0) return log;
    return `${letter}${raised(power)}${log === '' ? '' : ` ${log}`}`;
  });
  return parts.join('·') || '1';
}

function raised(power: number): string {
  return power === 1
    ? ''
    : String(power)
        .split('')
        .map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '')
        .join('');
}
