// A regular expression as a program that all its paths run at once, so that its time grows with the text and never explodes.
// Method: R. Cox, "Regular Expression Matching: the Virtual Machine Approach" (swtch.com/~rsc/regexp/regexp2.html), after K. Thompson 1968.
import { Problem } from '../../../core/problem.ts';

export type Instruction =
  | { readonly kind: 'character'; readonly fits: RegExp }
  | { readonly kind: 'at'; readonly place: '^' | '$' | 'edge' }
  | { readonly kind: 'either'; readonly one: number; readonly other: number }
  | { readonly kind: 'jump'; readonly to: number }
  | { readonly kind: 'match' };

/** Its addresses count from its own beginning. */
type Program = readonly Instruction[];

const MOST_INSTRUCTIONS = 1000;
const MOST_DEPTH = 20;

/** Throws a Problem in words for the model where the pattern is no expression, or one that only backtracking can match. */
export function compilePattern(pattern: string): Program {
  let at = 0;
  const refuse = (what: string): never => {
    throw new Problem('input-invalid', {
      what: `The pattern cannot be used: ${what} at character ${at + 1}.`,
      mend: 'Use literals, `.`, classes, groups, `|`, `*`, `+`, `?`, `{2,5}`, `^`, `$`, `\\b`, or search for plain text.',
    });
  };
  const bounded = (program: Program): Program =>
    program.length > MOST_INSTRUCTIONS ? refuse('it is too large') : program;

  const alternatives = (depth: number): Program => {
    if (depth > MOST_DEPTH) return refuse('groups are too deep');
    let program = sequence(depth);
    while (pattern[at] === '|') {
      at += 1;
      program = either(program, sequence(depth));
    }
    return program;
  };
  const sequence = (depth: number): Program => {
    let program: Program = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')')
      program = bounded(concat(program, repeated(atom(depth))));
    return program;
  };
  const repeated = (one: Program): Program => {
    const found = /^(?:[*+?]|\{(\d{1,4})(,(\d{0,4}))?\})/.exec(pattern.slice(at));
    if (found === null) return one;
    at += found[0].length;
    if (pattern[at] === '?') at += 1;
    if (/^[*+?{]/.test(pattern.slice(at)) && !/^\{\D/.test(pattern.slice(at))) refuse('a repeat is repeated');
    const [least, most] = boundsOf(found);
    if (Math.max(least, most === Infinity ? 1 : most) * one.length > MOST_INSTRUCTIONS)
      refuse('a repeat is too long');
    let program: Program = [];
    for (let turn = 0; turn < least; turn += 1) program = concat(program, one);
    if (most === Infinity) return bounded(concat(program, star(one)));
    for (let turn = least; turn < most; turn += 1) program = concat(program, either(one, []));
    return bounded(program);
  };
  const atom = (depth: number): Program => {
    if (pattern[at] === '(') {
      const open = /^\((\?:|\?<\w+>)?/.exec(pattern.slice(at))?.[0] ?? '(';
      at += open.length;
      if (pattern[at] === '?') refuse('looking around is not possible');
      const inner = alternatives(depth + 1);
      if (pattern[at] !== ')') refuse('a group is not closed');
      at += 1;
      return inner;
    }
    const text = /^(?:\[(?:[^\]\\]|\\.)*\]|\\x[\da-f]{2}|\\u[\da-f]{4}|\\\D|\\0|[^\\])/is.exec(
      pattern.slice(at),
    )?.[0];
    if (text === undefined || /^\\[kpPB]/.test(text)) return refuse('this is not possible');
    if (/^[*+?]$/.test(text)) return refuse('there is nothing to repeat');
    at += text.length;
    if (text === '^' || text === '$') return [{ kind: 'at', place: text }];
    if (text === String.raw`\b`) return [{ kind: 'at', place: 'edge' }];
    return [{ kind: 'character', fits: oneCharacter(text) ?? refuse('this is not an expression') }];
  };

  const program = alternatives(0);
  if (at < pattern.length) refuse('a bracket is closed that was not opened');
  return [...program, { kind: 'match' }];
}

function boundsOf([text, least, range, most]: RegExpExecArray): readonly [number, number] {
  if (least === undefined) return text === '*' ? [0, Infinity] : text === '+' ? [1, Infinity] : [0, 1];
  if (range === undefined) return [Number(least), Number(least)];
  return [Number(least), most === '' || most === undefined ? Infinity : Number(most)];
}

/** Engines know best what a class holds; of one character nothing can be tried twice. */
function oneCharacter(text: string): RegExp | null {
  try {
    return new RegExp(`^(?:${text === '{' || text === '}' || text === ']' ? `\\${text}` : text})$`, 's');
  } catch {
    return null;
  }
}

function concat(one: Program, other: Program): Program {
  return [...one, ...moved(other, one.length)];
}

function either(one: Program, other: Program): Program {
  const end = one.length + other.length + 2;
  return [
    { kind: 'either', one: 1, other: one.length + 2 },
    ...moved(one, 1),
    { kind: 'jump', to: end },
    ...moved(other, one.length + 2),
  ];
}

function star(one: Program): Program {
  return [{ kind: 'either', one: 1, other: one.length + 2 }, ...moved(one, 1), { kind: 'jump', to: 0 }];
}

function moved(program: Program, by: number): Program {
  return program.map((step) => {
    if (step.kind === 'jump') return { ...step, to: step.to + by };
    if (step.kind === 'either') return { ...step, one: step.one + by, other: step.other + by };
    return step;
  });
}
