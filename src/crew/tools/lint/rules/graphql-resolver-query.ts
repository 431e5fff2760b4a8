// A field's resolver runs once per object of the answer; a query in it is N+1 by construction.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { FunctionNode } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const BY_KEY = /^(findByPk|findById|findUnique|findOne|findOneBy)$/;
const ASSOCIATION = /^get[A-Z]\w+$/;

export const graphqlResolverQuery: Rule = {
  id: 'graphql-resolver-query',
  category: 'n_plus_one',
  alsoCategories: ['extra_query'],
  cost: 'one round trip per object',
  severity: 'high',
  confidence: 'low',
  why: "GraphQL calls a field's resolver once for each object of a list; each call becomes a statement of its own.",
  mend: 'Load through a DataLoader of the request, which joins all keys of one tick into one statement.',
  bad: `const fields = { user: { type: UserType, resolve(expense) { return models.User.findByPk(expense.UserId); } } };`,
  good: `const fields = { user: { type: UserType, resolve(expense, _, req) { return req.loaders.User.byId.load(expense.UserId); } } };`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, callee, args }) => {
      const resolver = resolverOf(node, source);
      if (resolver === null || object === null) return [];
      const [parent] = resolver.params;
      const isOfParent =
        parent?.type === 'Identifier' &&
        pathOf(object) === parent.name &&
        ASSOCIATION.test(name) &&
        args.length === 0;
      return isOfParent || BY_KEY.test(name)
        ? [{ node, message: `The resolver asks by \`${pathOf(callee) || name}\` for each object.` }]
        : [];
    }),
};

function resolverOf(node: Node, { tree, functionOf }: Source): FunctionNode | null {
  const owner = functionOf(node);
  if (owner === null) return null;
  const property = owner.type === 'ObjectMethod' ? owner : tree.parent(owner);
  if (property?.type !== 'ObjectMethod' && property?.type !== 'ObjectProperty') return null;
  if (property.key.type !== 'Identifier' || property.key.name !== 'resolve') return null;
  const holder = tree.parent(property);
  const hasType =
    holder?.type === 'ObjectExpression' &&
    holder.properties.some(
      (other) =>
        other.type !== 'SpreadElement' && other.key.type === 'Identifier' && other.key.name === 'type',
    );
  return hasType ? owner : null;
}
