// An accumulator copied in each turn: n turns copy n²/2 members.
import type { AssignmentExpression, Node } from '@babel/types';
import { bare, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const spreadAccumulate: Rule = {
  id: 'spread-accumulate',
  category: 'spread_accumulate',
  alsoCategories: ['redundant_copy'],
  cost: 'O(n²)',
  severity: 'high',
  confidence: 'high',
  why: 'Everything gathered so far is copied in each turn: 10,000 elements are 50 million copies.',
  mend: 'Push into one list, assign into one object, or use flatMap or Object.fromEntries.',
  bad: `export const names = (commands: Command[]) =>
    commands.reduce((all, { name, aliases }) => [...all, name, ...aliases], []);`,
  good: `export const names = (commands: Command[]) => commands.flatMap(({ name, aliases }) => [name, ...aliases]);`,
  check: (source) => [
    ...source.calls.flatMap(({ node, name, args: [step] }) => {
      if (!/^reduce(Right)?$/.test(name) || !isInlineFunction(step)) return [];
      const [accumulator] = step.params;
      const all = accumulator?.type === 'Identifier' ? accumulator.name : '';
      const copy = all === '' ? undefined : resultsOf(step, source).find((result) => copies(result, all));
      return copy === undefined
        ? []
        : [
            {
              node: copy.start === null ? node : copy,
              message: `The accumulator \`${all}\` is copied in each turn.`,
            },
          ];
    }),
    ...source.tree.of('AssignmentExpression').flatMap((node) => {
      const target = pathOf(node.left);
      const isGrowing =
        target !== '' &&
        node.operator === '=' &&
        copies(node.right, target) &&
        (source.turns(node).some(({ node: region }) => isOutside(node.left, region, source)) ||
          mergesIntoItself(node.right, node.left, source) ||
          growsPerEvent(node, source));
      return isGrowing ? [{ node, message: `\`${target}\` is copied in each turn to gain a member.` }] : [];
    }),
  ],
};

/** `a.all = { ...a.all, ...part.all }`, in a function that is called for each part. */
function mergesIntoItself(right: Node, left: Node, { functionOf }: Source): boolean {
  if (left.type !== 'MemberExpression' || left.object.type === 'ThisExpression') return false;
  return (
    right.type === 'ObjectExpression' &&
    right.properties.length === 2 &&
    right.properties.every(
      (part) =>
        part.type === 'SpreadElement' &&
        pathOf(part.argument).split('.').at(-1) === pathOf(left).split('.').at(-1),
    ) &&
    functionOf(right) !== null
  );
}

/** `files = [...files, event.path]` in a callback, of a variable of the function around: once per event. */
function growsPerEvent(
  { left, right }: AssignmentExpression,
  { functionOf, path, scopes, tree }: Source,
): boolean {
  const callback = functionOf(left);
  const binding = left.type === 'Identifier' ? scopes.resolve(left) : null;
  // Where pages are rendered a new list is what tells them of the change.
  if (callback === null || binding?.kind !== 'let' || /\.(svelte|vue|[jt]sx)$/.test(path)) return false;
  const isAround = !tree.holds(callback, binding.identifier) && binding.scope.type !== 'Program';
  const call = tree.parent(callback);
  return (
    isAround &&
    right.type === 'ArrayExpression' &&
    right.elements.length > 1 &&
    call?.type === 'CallExpression' &&
    call.arguments.some((argument) => argument === callback)
  );
}

function resultsOf(step: Node, { tree, functionOf }: Source): readonly Node[] {
  if (step.type === 'ArrowFunctionExpression' && step.body.type !== 'BlockStatement') {
    const body = bare(step.body);
    return body.type === 'ConditionalExpression' ? [bare(body.consequent), bare(body.alternate)] : [body];
  }
  return tree
    .within(step)
    .flatMap((node) =>
      node.type === 'ReturnStatement' && node.argument && functionOf(node) === step
        ? [bare(node.argument)]
        : [],
    );
}

function copies(node: Node, name: string): boolean {
  if (node.type === 'ArrayExpression')
    return node.elements.some(
      (element) => element?.type === 'SpreadElement' && pathOf(element.argument) === name,
    );
  if (node.type === 'ObjectExpression')
    return node.properties.some(
      (property) => property.type === 'SpreadElement' && pathOf(property.argument) === name,
    );
  if (node.type !== 'CallExpression') return false;
  const path = pathOf(node.callee);
  if (path === `${name}.concat`) return true;
  const [target, from] = node.arguments;
  return (
    path === 'Object.assign' &&
    target?.type === 'ObjectExpression' &&
    from !== undefined &&
    pathOf(from) === name
  );
}

function isOutside(target: Node, region: Node, { scopes, tree }: Source): boolean {
  if (target.type !== 'Identifier') return true;
  const binding = scopes.resolve(target);
  return binding !== null && !tree.holds(region, binding.identifier);
}
