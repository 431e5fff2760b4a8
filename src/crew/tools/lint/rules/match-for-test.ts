// A match with all its groups made only to know whether there is one.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const matchForTest: Rule = {
  id: 'match-for-test',
  category: 'regex_in_hot_path',
  alsoCategories: ['micro_alloc'],
  cost: 'a list and its texts per call',
  severity: 'low',
  confidence: 'medium',
  why: 'match() makes a list of the match and its groups, which nobody reads; with the flag g, of all matches.',
  mend: 'Use `pattern.test(text)`.',
  bad: `const WORD = /^[a-z]+$/;
  export function isWord(text) { if (text.match(WORD)) return 1; return 0; }`,
  good: `const WORD = /^[a-z]+$/;
  export function isWord(text) { if (WORD.test(text)) return 1; return 0; }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [pattern] }) => {
      if (object === null || name !== 'match' || pattern === undefined || !isPattern(pattern, source))
        return [];
      return isAsked(node, source)
        ? [{ node, message: 'A match is made only to know whether there is one.' }]
        : [];
    }),
};

function isPattern(node: Node, { scopes }: Source): boolean {
  const pattern = bare(node);
  if (pattern.type === 'RegExpLiteral') return true;
  if (pattern.type !== 'Identifier') return false;
  const init = scopes.resolve(pattern)?.init ?? null;
  const isMade = init?.type === 'NewExpression' && pathOf(init.callee) === 'RegExp';
  return (
    isMade ||
    init?.type === 'RegExpLiteral' ||
    (init === null && /(_RE|RE|_REGEX|Regex|RegExp)$/.test(pattern.name))
  );
}

/** Only its truth is read. */
function isAsked(node: Node, { tree }: Source): boolean {
  const parent = tree.parent(node);
  if (parent === null) return false;
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === node;
  if (parent.type === 'UnaryExpression') return parent.operator === '!';
  if (parent.type === 'BinaryExpression')
    return /^[!=]==?$/.test(parent.operator) && parent.right.type === 'NullLiteral';
  if (parent.type === 'CallExpression') return pathOf(parent.callee) === 'Boolean';
  if (parent.type === 'LogicalExpression') return parent.left === node && parent.operator === '&&';
  return false;
}
