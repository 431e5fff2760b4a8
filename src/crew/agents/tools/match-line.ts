// Whether a line holds what a pattern's program looks for: all its paths walk the line together, once.
import type { Instruction } from './pattern-program.ts';

export function matchesLine(program: readonly Instruction[], line: string): boolean {
  let paths = new Set<number>();
  for (let at = 0; at <= line.length; at += 1) {
    // The search may begin at every place.
    if (enter(0, at, { program, line, paths })) return true;
    if (at === line.length) return false;
    const next = new Set<number>();
    for (const path of paths) {
      const step = program[path];
      if (step?.kind !== 'character' || !step.fits.test(line[at] ?? '')) continue;
      if (enter(path + 1, at + 1, { program, line, paths: next })) return true;
    }
    paths = next;
  }
  return false;
}

interface Walk {
  readonly program: readonly Instruction[];
  readonly line: string;
  /** Instructions reached at this place; each is entered once. */
  readonly paths: Set<number>;
}

/** Follows everything that takes no character; true where the end is reached. */
function enter(first: number, at: number, { program, line, paths }: Walk): boolean {
  const open = [first];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (paths.has(index)) continue;
    paths.add(index);
    const step = program[index];
    if (step?.kind === 'match') return true;
    if (step?.kind === 'jump') open.push(step.to);
    else if (step?.kind === 'either') open.push(step.other, step.one);
    else if (step?.kind === 'at' && holds(step.place, at, line)) open.push(index + 1);
  }
  return false;
}

function holds(place: string, at: number, line: string): boolean {
  if (place === '^') return at === 0;
  if (place === '$') return at === line.length;
  const isWord = (character: string | undefined): boolean => /^\w$/.test(character ?? '');
  return isWord(line[at - 1]) !== isWord(line[at]);
}
