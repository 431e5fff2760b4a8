// One text rewritten again and again, a whole copy each time.
import type { Node } from '@babel/types';
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { isScript } from './sync-io.ts';

const MANY = 3;

export const replaceChain: Rule = {
  id: 'replace-chain',
  category: 'regex_in_hot_path',
  alsoCategories: ['extra_iteration'],
  cost: 'a walk and a copy of the whole text per step',
  severity: 'low',
  confidence: 'low',
  why: 'Each replace walks all of the text and copies it where something matches.',
  mend: 'Match all alternatives by one pattern of the module and look the replacement up in a table.',
  bad: `const [AND, LESS, MORE] = [/&/g, /</g, />/g];
  export function escape(text) { return text.replace(AND, '&amp;').replace(LESS, '&lt;').replace(MORE, '&gt;'); }`,
  good: `const SPECIAL = /[&<>]/g;
  export function escape(text) { return text.replace(SPECIAL, (found) => NAMES[found]); }`,
  check: ({ tree, path, functionOf }) =>
    isScript(path)
      ? []
      : tree.of('CallExpression').flatMap((node) => {
          const parent = tree.parent(node);
          const isInner = parent?.type === 'MemberExpression' && stepsOf(tree.parent(parent)) > 0;
          const steps = stepsOf(node);
          return !isInner && steps >= MANY && functionOf(node) !== null
            ? [{ node, message: `A text is rewritten ${steps} times in a row.` }]
            : [];
        }),
};

function stepsOf(node: Node | null): number {
  if (node === null) return 0;
  const call = bare(node);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return 0;
  const { property, object } = call.callee;
  const isStep = property.type === 'Identifier' && /^replace(All)?$/.test(property.name);
  return isStep ? 1 + stepsOf(object) : 0;
}
