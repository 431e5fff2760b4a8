// A regular expression literal inside of a function that has a text to look at: a new object at each call.
import type { RegExpLiteral } from '@babel/types';
import type { FunctionNode } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { isScript } from './sync-io.ts';

/** What has hardly anything to compile is as cheap as a constant. */
const LONG = 12;
const NOT_TINY = 6;
/** A function so short that the literal is a part of its cost to speak of. */
const FEW_LINES = 8;

export const regexLiteralPerCall: Rule = {
  id: 'regex-literal-per-call',
  category: 'regex_in_hot_path',
  cost: 'an object per call',
  severity: 'low',
  confidence: 'low',
  why: 'Each evaluation of the literal makes a new object, and its compiled code can be dropped in between.',
  mend: 'Move it to a constant of the module.',
  bad: `export const pathOf = (url) => url.replace(/^https?:\\/\\/[^/]+/, '');`,
  good: `const ORIGIN = /^https?:\\/\\/[^/]+/;
  export const pathOf = (url) => url.replace(ORIGIN, '');`,
  check: (source) => {
    if (isScript(source.path)) return [];
    const keepsOthers = source.scopes.bindings.some(
      ({ scope, init }) => scope.type === 'Program' && init?.type === 'RegExpLiteral',
    );
    return source.tree.of('RegExpLiteral').flatMap((node) => {
      const owner = source.functionOf(node);
      if (owner === null) return [];
      const isPlain = node.pattern.length >= LONG;
      const isSure =
        (keepsOthers && node.pattern.length >= NOT_TINY) ||
        (isPlain && isShort(owner) && isOfParameter(node, source));
      if (!isPlain && !isSure) return [];
      const message = keepsOthers
        ? 'This literal makes a new object at each call, while the file keeps others as constants.'
        : 'This literal makes a new object at each call.';
      return [{ node, message, ...(isSure ? { confidence: 'medium' as const } : {}) }];
    });
  },
};

function isShort({ loc }: FunctionNode): boolean {
  return loc != null && loc.end.line - loc.start.line < FEW_LINES;
}

/** `text.replace(/…/)` or `/…/.test(text)`, where text, or what it is a field of, is given by the caller. */
function isOfParameter(node: RegExpLiteral, { tree, scopes }: Source): boolean {
  const parent = tree.parent(node);
  const call = parent?.type === 'MemberExpression' ? tree.parent(parent) : parent;
  if (call?.type !== 'CallExpression') return false;
  let subject =
    call === parent && call.callee.type === 'MemberExpression' ? call.callee.object : call.arguments[0];
  while (subject?.type === 'MemberExpression') subject = subject.object;
  return subject?.type === 'Identifier' && scopes.resolve(subject)?.kind === 'param';
}
