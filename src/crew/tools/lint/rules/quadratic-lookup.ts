// A list searched once per element of another list: n·m steps where a Set or Map needs n + m.
import type { Node } from '@babel/types';
import { isList } from '../arrays.ts';
import { bare, type Call } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import { isFrom } from '../invariance.ts';
import type { Repeat } from '../repeats.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const BY_VALUE = /^(includes|indexOf|lastIndexOf)$/;
const BY_TEST = /^(find|findIndex|findLast|some|every|filter)$/;

export const quadraticLookup: Rule = {
  id: 'quadratic-lookup',
  category: 'quadratic_lookup',
  alsoCategories: ['linear_lookup_per_call'],
  cost: 'O(n·m)',
  severity: 'high',
  confidence: 'medium',
  why: 'Each turn walks the whole list again: 1,000 × 1,000 elements are a million comparisons.',
  mend: 'Build a Set or a Map of the list once before the loop and ask it in each turn.',
  bad: `function join(orders: Order[], users: User[]) {
    return orders.map((order) => ({ ...order, user: users.find((user) => user.id === order.userId) }));
  }`,
  good: `function join(orders: Order[], users: User[]) {
    const byId = new Map(users.map((user) => [user.id, user]));
    return orders.map((order) => ({ ...order, user: byId.get(order.userId) }));
  }`,
  check: (source) =>
    source.calls.flatMap((call) => {
      const { object, name } = call;
      if (object === null || call.isNew || (!BY_VALUE.test(name) && !BY_TEST.test(name))) return [];
      const list = source.textOf(object);
      const repeats = source.turns(call.node).filter(({ node }) => isSearchPerTurn(node, call, source));
      return repeats.length === 0
        ? []
        : [
            {
              node: call.node,
              message: `\`${list}\` is searched by ${name} in each turn of a loop.`,
              ...(isOfOneElement(object, repeats, source) ? { confidence: 'low' as const } : {}),
            },
          ];
    }),
};

/** The list comes from outside of the loop, and what is sought from inside. */
function isSearchPerTurn(region: Node, { object, name, args: [sought] }: Call, source: Source): boolean {
  if (
    object === null ||
    sought === undefined ||
    !isFrom(region, object, source) ||
    isFrom(region, sought, source)
  )
    return false;
  if (source.tree.holds(object, region)) return false;
  if (BY_VALUE.test(name))
    return isList(object, source) && bare(sought).type !== 'StringLiteral' && !isWritten(object, source);
  return (
    isInlineFunction(sought) && comparesWithOutside(sought, region, source) && !isWritten(object, source)
  );
}

/** Lists that one element of another loop holds are short, where its own members are compared with each other. */
function isOfOneElement(list: Node, repeats: readonly Repeat[], source: Source): boolean {
  return repeats.every(({ node, over }) =>
    source
      .turns(node)
      .some(
        (outer) =>
          over !== null &&
          isMemberOfTurn(list, outer.node, source) &&
          isMemberOfTurn(over, outer.node, source),
      ),
  );
}

function isMemberOfTurn(list: Node, turn: Node, source: Source): boolean {
  const at = bare(list);
  const isMember = at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression';
  return isMember && !isFrom(turn, at, source);
}

/** A list written out is short. */
function isWritten(object: Node, { scopes }: Source): boolean {
  const list = bare(object);
  if (list.type === 'ArrayExpression') return true;
  const binding = list.type === 'Identifier' ? scopes.resolve(list) : null;
  return binding?.init?.type === 'ArrayExpression' && binding.init.elements.length > 0;
}

/** `(x) => x.id === turn.id`: one side is the element's, the other the turn's. */
function comparesWithOutside(test: Node, region: Node, source: Source): boolean {
  return source.tree.within(test).some((node) => {
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return false;
    const [left, right] = [isFrom(test, node.left, source), isFrom(test, node.right, source)];
    const other = left ? node.left : node.right;
    return left !== right && !isFrom(region, other, source);
  });
}
