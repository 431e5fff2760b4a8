// A regular expression literal inside of a function that has a text to look at: a new object at each call.
import type { Node, RegExpLiteral } from '@babel/types';
import { bare } from '../calls.ts';
import { handlerOf } from '../handlers.ts';
import { type FunctionNode, isFunction } from '../functions.ts';
import { isRemembering } from '../remembering.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { isScript } from './sync-io.ts';

/** What has hardly anything to compile is as cheap as a constant. */
const LONG = 12;
const MIDDLE = 6;
const SHORT = 4;
const SHORTEST = 3;
/** A function so short that the literal is a part of its cost to speak of. */
const FEW_LINES = 8;
/** The same for a pattern that has a name of its own in there. */
const SOME_LINES = 20;
/** What a bundler calls for each module, chunk or page. */
const HOOK =
  /^(transform(Include|IndexHtml)?|load(Include)?|resolveId|renderChunk|handleHotUpdate|generateBundle)$/;

export const regexLiteralPerCall: Rule = {
  id: 'regex-literal-per-call',
  category: 'regex_in_hot_path',
  alsoCategories: ['hoist_invariant'],
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
      if (owner === null || (isOnce(owner, source) && source.repeats(node).length === 0)) return [];
      const { length } = node.pattern;
      const isOften = length >= SHORTEST && (isRepeated(node, source) || isHot(node, source));
      const isSure =
        isOften ||
        (length >= LONG && keepsOthers) ||
        (length >= SHORT && isWithin(owner, FEW_LINES) && isOfParameter(node, source)) ||
        (length >= LONG && isRemembering(owner, source)) ||
        (length >= LONG && isWithin(owner, SOME_LINES) && isNamed(node, source));
      if (length < LONG && !isSure) return [];
      const message = isOften
        ? 'This literal makes a new object in each turn.'
        : keepsOthers
          ? 'This literal makes a new object at each call, while the file keeps others as constants.'
          : 'This literal makes a new object at each call.';
      return [{ node, message, ...(isSure ? { confidence: 'medium' as const } : {}) }];
    });
  },
};

function isWithin({ loc }: FunctionNode, lines: number): boolean {
  return loc != null && loc.end.line - loc.start.line < lines;
}

/** `const WORD = /…/` inside of the function, without a place in the text that it would remember. */
function isNamed(node: RegExpLiteral, { tree }: Source): boolean {
  return !/[gy]/.test(node.flags) && tree.parent(node)?.type === 'VariableDeclarator';
}

/** Called where it stands, or when an object is made. */
function isOnce(owner: FunctionNode, { tree }: Source): boolean {
  const parent = tree.parent(owner);
  return (
    (owner.type === 'ClassMethod' && owner.kind === 'constructor') ||
    (parent?.type === 'CallExpression' && parent.callee === owner)
  );
}

/** Given to a call in a callback of a list, or in a loop where it is long; a list of patterns made there is something else. */
function isRepeated(node: RegExpLiteral, source: Source): boolean {
  const [repeat] = source.turns(node);
  if (repeat === undefined) return false;
  const least = repeat.kind === 'loop' ? LONG : repeat.kind === 'called' ? MIDDLE : SHORTEST;
  if (node.pattern.length < least) return false;
  return /^(Call|Member)Expression$/.test(source.tree.parent(node)?.type ?? '');
}

function isHot(node: Node, source: Source): boolean {
  if (handlerOf(node, source) !== null) return true;
  return source.tree.ancestors(node).some((at) => {
    if (!isFunction(at)) return false;
    const named = at.type === 'ObjectMethod' ? at : source.tree.parent(at);
    if (named?.type !== 'ObjectMethod' && named?.type !== 'ObjectProperty') return false;
    if (named.key.type !== 'Identifier') return false;
    return HOOK.test(named.key.name) || (named.key.name === 'handler' && isHookOf(named, source));
  });
}

/** `transform: { filter, handler(code) {} }`. */
function isHookOf(handler: Node, { tree }: Source): boolean {
  const [, holder] = tree.ancestors(handler);
  return holder?.type === 'ObjectProperty' && holder.key.type === 'Identifier' && HOOK.test(holder.key.name);
}

/** `text.replace(/…/)` or `/…/.test(text)`, where text, or what it is made from, is given by the caller. */
function isOfParameter(node: RegExpLiteral, source: Source): boolean {
  const { tree } = source;
  const parent = tree.parent(node);
  const call = parent?.type === 'MemberExpression' ? tree.parent(parent) : parent;
  if (call?.type !== 'CallExpression') return false;
  const subject =
    call === parent && call.callee.type === 'MemberExpression' ? call.callee.object : call.arguments[0];
  return subject !== undefined && isGiven(subject, source);
}

/** A parameter, a part of it, what its methods answer, and constants made of that. */
function isGiven(subject: Node, source: Source): boolean {
  const at = bare(subject);
  if (at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression')
    return isGiven(at.object, source);
  if (at.type === 'CallExpression' || at.type === 'OptionalCallExpression') return isGiven(at.callee, source);
  if (at.type !== 'Identifier') return false;
  const binding = source.scopes.resolve(at);
  if (binding?.kind !== 'const' || binding.init === null) return binding?.kind === 'param';
  return isGiven(binding.init, source);
}
