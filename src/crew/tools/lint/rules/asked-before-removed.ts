// A list searched to know whether a member is there, and searched again to take it out.
import type { Node } from '@babel/types';
import { type Call, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const askedBeforeRemoved: Rule = {
  id: 'asked-before-removed',
  category: 'extra_iteration',
  alsoCategories: ['repeated_call'],
  cost: 'a second walk through the list',
  severity: 'low',
  confidence: 'medium',
  why: 'The first search already passed the place that the second one looks for.',
  mend: 'Keep the place: `const at = list.indexOf(one); if (at !== -1) list.splice(at, 1);`.',
  bad: `export function leave(room, guest) {
    if (room.guests.includes(guest)) room.guests.splice(room.guests.indexOf(guest), 1);
  }`,
  good: `export function leave(room, guest) {
    const at = room.guests.indexOf(guest);
    if (at !== -1) room.guests.splice(at, 1);
  }`,
  check: ({ tree, calls, textOf }) => {
    const searches = calls.filter(
      ({ name, object, args }) =>
        /^(includes|indexOf)$/.test(name) && object !== null && pathOf(object) !== '' && args.length === 1,
    );
    if (searches.length === 0) return [];
    const seconds = calls.filter(({ name }) => name === 'indexOf' || name === 'filter');
    return tree.of('IfStatement').flatMap(({ test, consequent }) => {
      const asked = searches.find(({ node }) => node === test || tree.holds(test, node));
      if (asked === undefined) return [];
      const again = seconds.find(
        (call) => tree.holds(consequent, call.node) && isSecond(call, asked, textOf),
      );
      return again === undefined
        ? []
        : [{ node: again.node, message: `\`${textOf(asked.object ?? test)}\` was just searched for this.` }];
    });
  },
};

/** The place of the same member, or a filter that takes it out of the same list. */
function isSecond(call: Call, asked: Call, textOf: (node: Node) => string): boolean {
  const [sought] = asked.args;
  if (call.object === null || asked.object === null || sought === undefined) return false;
  if (pathOf(call.object) !== pathOf(asked.object)) return false;
  const [step] = call.args;
  if (step === undefined) return false;
  if (call.name === 'indexOf') return textOf(step) === textOf(sought);
  if (call.name !== 'filter' || step.type !== 'ArrowFunctionExpression') return false;
  const { body } = step;
  return body.type === 'BinaryExpression' && body.operator === '!==' && textOf(body.right) === textOf(sought);
}
