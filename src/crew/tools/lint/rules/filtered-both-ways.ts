// A list filtered once for those that fit and once more for those that do not.
import type { Node } from '@babel/types';
import { type Call, pathOf } from '../calls.ts';
import type { Hit, Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const filteredBothWays: Rule = {
  id: 'filtered-both-ways',
  category: 'extra_iteration',
  alsoCategories: ['repeated_call'],
  cost: 'the whole test, again, for each member',
  severity: 'low',
  confidence: 'medium',
  why: 'The first pass already knew of each member on which side it belongs.',
  mend: 'Put each member into one of two lists in one loop, or use Object.groupBy.',
  bad: `export const split = (files, isIgnored) => ({
    ignored: files.filter(isIgnored),
    kept: files.filter((file) => !isIgnored(file)),
  });`,
  good: `export const split = (files, isIgnored) => Object.groupBy(files, (file) => (isIgnored(file) ? 'ignored' : 'kept'));`,
  check: (source) => {
    const filters = source.calls.filter(
      ({ name, object, args }) =>
        name === 'filter' && object !== null && pathOf(object) !== '' && args.length === 1,
    );
    return filters.flatMap((call): readonly Hit[] => {
      const test = negatedOf(call, source);
      if (test === '') return [];
      const isOther = filters.some(
        (other) =>
          other !== call &&
          pathOf(other.object ?? other.node) === pathOf(call.object ?? call.node) &&
          source.functionOf(other.node) === source.functionOf(call.node) &&
          testOf(other, source) === test,
      );
      return isOther ? [{ node: call.node, message: 'The same list is filtered for the opposite.' }] : [];
    });
  },
};

/** What `filter` asks of a member, with the member's name left out. */
function testOf({ args: [step] }: Call, source: Source): string {
  if (step?.type === 'Identifier') return `${step.name}(_)`;
  return step?.type === 'ArrowFunctionExpression' ? asked(step, step.body, source) : '';
}

/** The same without its `!`; '' where there is none. */
function negatedOf({ args: [step] }: Call, source: Source): string {
  const known = step?.type === 'Identifier' ? source.scopes.resolve(step)?.init : step;
  if (known?.type !== 'ArrowFunctionExpression' || known.body.type !== 'UnaryExpression') return '';
  return known.body.operator === '!' ? asked(known, known.body.argument, source) : '';
}

function asked(step: Node, body: Node, { textOf }: Source): string {
  const param = step.type === 'ArrowFunctionExpression' ? step.params[0] : undefined;
  if (param?.type !== 'Identifier' || body.type === 'BlockStatement') return '';
  return textOf(body).replaceAll(new RegExp(`\\b${param.name}\\b`, 'g'), '_');
}
