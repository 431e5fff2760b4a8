// Guesses what a parameter is from every use of it in the function and in the functions it is handed on to.
import type { Node } from '@babel/types';
import { type FunctionNode, isFunction, isInlineFunction } from '../../crew/tools/lint/functions.ts';
import type { Source } from '../../crew/tools/lint/source.ts';
import { ANY, mergeShapes, type Shape } from './shape.ts';

const OF_STRINGS =
  /^(toLowerCase|toUpperCase|trim|trimStart|trimEnd|trimLeft|trimRight|padStart|padEnd|normalize|replace|replaceAll|repeat|substring|substr|split|match|matchAll|search|startsWith|endsWith|charAt|charCodeAt|codePointAt|localeCompare)$/;
const OF_LISTS =
  /^(push|pop|shift|unshift|map|filter|flatMap|flat|reduce|reduceRight|some|every|find|findIndex|findLast|forEach|join|sort|toSorted|reverse|toReversed|splice|toSpliced|fill|entries|keys|values|with)$/;
const OF_ITEMS = /^(map|filter|flatMap|some|every|find|findIndex|findLast|forEach)$/;
const OF_BOTH = /^(slice|concat|includes|indexOf|lastIndexOf|at)$/;
const OF_NUMBERS = /^(toFixed|toPrecision|toExponential)$/;
const OF_OTHERS =
  /^(get|has|set|add|delete|clear|then|getTime|toISOString|getFullYear|exec|test|next|emit|on)$/;
const ARITHMETIC = /^(-|\*|\/|%|\*\*|<<|>>|>>>|&|\||\^|<|>|<=|>=)$/;
const BITWISE = /^(<<|>>|>>>|&|\||\^)$/;
const DEEPEST = 5;

/** The parameter as it is declared: a name, a pattern, or a name with what it is by default. */
export function guessParameter(parameter: Node, code: Source, depth = 0): Shape {
  if (depth > DEEPEST) return ANY;
  if (parameter.type === 'AssignmentPattern')
    return mergeShapes(guessParameter(parameter.left, code, depth), literalShape(parameter.right));
  if (parameter.type === 'RestElement') return guessParameter(parameter.argument, code, depth);
  if (parameter.type === 'ArrayPattern') {
    const items = parameter.elements.flatMap((one) =>
      one === null ? [] : [guessParameter(one, code, depth + 1)],
    );
    return { kind: 'list', item: items.reduce(mergeShapes, ANY) };
  }
  if (parameter.type === 'ObjectPattern') {
    const fields: Record<string, Shape> = {};
    for (const property of parameter.properties)
      if (property.type === 'ObjectProperty' && property.key.type === 'Identifier')
        fields[property.key.name] = guessParameter(property.value, code, depth + 1);
    return { kind: 'record', fields };
  }
  if (parameter.type !== 'Identifier') return ANY;
  const written = annotated(parameter.typeAnnotation ?? null);
  const binding = code.scopes.bindings.find(({ identifier }) => identifier === parameter);
  return (binding?.references ?? [])
    .map((reference) => guessUse(reference, code, depth))
    .reduce(mergeShapes, written);
}

/** What one place says of the value that stands there. */
function guessUse(node: Node, code: Source, depth: number): Shape {
  if (depth > DEEPEST) return ANY;
  const parent = code.tree.parent(node);
  if (parent === null) return ANY;
  if (parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression')
    return parent.object === node ? guessMember(parent, code, depth) : ANY;
  if (parent.type === 'BinaryExpression') {
    const other = literalShape(parent.left === node ? parent.right : parent.left);
    if (BITWISE.test(parent.operator)) return { kind: 'integer' };
    if (ARITHMETIC.test(parent.operator)) return other.kind === 'string' ? other : { kind: 'number' };
    return /^[=!]==?$|^\+$/.test(parent.operator) ? other : ANY;
  }
  if (parent.type === 'UpdateExpression') return { kind: 'number' };
  if (parent.type === 'UnaryExpression')
    return parent.operator === '-' || parent.operator === '+' ? { kind: 'number' } : ANY;
  if (parent.type === 'ForOfStatement') {
    if (parent.right !== node) return ANY;
    const [declared] = parent.left.type === 'VariableDeclaration' ? parent.left.declarations : [];
    return {
      kind: 'list',
      item: declared === undefined ? ANY : guessParameter(declared.id, code, depth + 1),
    };
  }
  if (parent.type === 'ForInStatement')
    return parent.right === node ? { kind: 'dictionary', value: ANY } : ANY;
  if (parent.type === 'SpreadElement')
    return code.tree.parent(parent)?.type === 'ObjectExpression'
      ? { kind: 'dictionary', value: ANY }
      : { kind: 'sequence' };
  if (parent.type === 'VariableDeclarator')
    return parent.init === node ? guessParameter(parent.id, code, depth + 1) : ANY;
  return isCall(parent) ? guessArgument(node, parent, { code, depth }) : ANY;
}

type CallNode = Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' }>;

function isCall(node: Node): node is CallNode {
  return (
    node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression'
  );
}

function guessMember(
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  code: Source,
  depth: number,
): Shape {
  const parent = code.tree.parent(member);
  const isCalled = parent !== null && 'callee' in parent && parent.callee === member;
  if (member.computed) {
    const item = isCalled ? ANY : guessUse(member, code, depth + 1);
    const key =
      member.property.type === 'Identifier'
        ? code.scopes.resolve(member.property)?.init?.type
        : member.property.type;
    return key === 'NumericLiteral'
      ? { kind: 'list', item }
      : key === 'StringLiteral'
        ? { kind: 'dictionary', value: item }
        : { kind: 'sequence' };
  }
  if (member.property.type !== 'Identifier') return ANY;
  const { name } = member.property;
  if (!isCalled) {
    if (name === 'length') return { kind: 'sequence' };
    if (name === 'size') return { kind: 'unknown', why: 'it takes a Map or a Set' };
    return { kind: 'record', fields: { [name]: guessUse(member, code, depth + 1) } };
  }
  if (OF_STRINGS.test(name)) return { kind: 'string' };
  if (OF_NUMBERS.test(name)) return { kind: 'number' };
  if (OF_BOTH.test(name)) return { kind: 'sequence' };
  if (OF_LISTS.test(name)) {
    const callback = parent.type === 'CallExpression' ? parent.arguments[0] : undefined;
    const [first] = isInlineFunction(callback) ? callback.params : [];
    const item = OF_ITEMS.test(name) && first !== undefined ? guessParameter(first, code, depth + 1) : ANY;
    return { kind: 'list', item };
  }
  if (OF_OTHERS.test(name)) return { kind: 'unknown', why: `it calls \`.${name}()\` of what it is given` };
  return name === 'toString' || name === 'hasOwnProperty'
    ? ANY
    : { kind: 'unknown', why: `it calls \`.${name}()\` of what it is given` };
}

function guessArgument(
  node: Node,
  call: CallNode,
  { code, depth }: { readonly code: Source; readonly depth: number },
): Shape {
  if (call.callee === node) return { kind: 'unknown', why: 'it calls what it is given' };
  const at = call.arguments.findIndex((one) => one === node);
  const path = code.textOf(call.callee);
  if (path === 'JSON.parse') return { kind: 'json' };
  if (/^Math\.|^Number\.is(?:Integer|Finite|SafeInteger)$/.test(path)) return { kind: 'number' };
  if (/^(encodeURIComponent|decodeURIComponent|encodeURI|parseInt|parseFloat)$/.test(path))
    return { kind: 'string' };
  if (/^Object\.(keys|values|entries)$/.test(path)) return { kind: 'dictionary', value: ANY };
  if (path === 'Array.from' || path === 'Set') return { kind: 'sequence' };
  if (call.callee.type === 'MemberExpression' && call.callee.object.type === 'RegExpLiteral')
    return { kind: 'string' };
  if (call.callee.type !== 'Identifier') return ANY;
  const called = code.scopes.resolve(call.callee);
  const made: FunctionNode | null =
    called?.declaration !== undefined && isFunction(called.declaration) && called.kind === 'function'
      ? called.declaration
      : called?.init != null && isFunction(called.init)
        ? called.init
        : null;
  const parameter = made?.params[at];
  return parameter === undefined ? ANY : guessParameter(parameter, code, depth + 1);
}

function literalShape(node: Node): Shape {
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') return { kind: 'string' };
  if (node.type === 'NumericLiteral') return { kind: 'number' };
  if (node.type === 'BooleanLiteral') return { kind: 'boolean' };
  if (node.type === 'ArrayExpression') return { kind: 'list', item: ANY };
  if (node.type === 'ObjectExpression') return { kind: 'record', fields: {} };
  return isInlineFunction(node) ? { kind: 'unknown', why: 'it takes a function' } : ANY;
}

function annotated(annotation: Node | null): Shape {
  if (annotation === null) return ANY;
  if (annotation.type === 'TSTypeAnnotation' || annotation.type === 'TSTypeOperator')
    return annotated(annotation.typeAnnotation);
  if (annotation.type === 'TSStringKeyword') return { kind: 'string' };
  if (annotation.type === 'TSNumberKeyword') return { kind: 'number' };
  if (annotation.type === 'TSBooleanKeyword') return { kind: 'boolean' };
  if (annotation.type === 'TSArrayType') return { kind: 'list', item: annotated(annotation.elementType) };
  return annotation.type === 'TSFunctionType' ? { kind: 'unknown', why: 'it takes a function' } : ANY;
}
