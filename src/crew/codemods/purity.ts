// Whether a function's answer depends on nothing but plain fields of its one parameter: then it is the same as long as they are.
// Everything a method is called on is then a plain value or was made inside, so that its name tells what it does.
import type { Identifier, Node } from '@babel/types';
import { pathOf } from '../tools/lint/calls.ts';
import type { FunctionNode } from '../tools/lint/functions.ts';
import { type Binding, isReference } from '../tools/lint/scopes.ts';
import type { Source } from '../tools/lint/source.ts';
import { constantOf } from './constants.ts';

export interface PureFunction {
  readonly parameter: string;
  /** Names of the fields it reads. */
  readonly fields: readonly string[];
}

const NODES =
  /^(Identifier|BlockStatement|ReturnStatement|VariableDeclarat\w+|ExpressionStatement|IfStatement|ForOfStatement|ForStatement|WhileStatement|BreakStatement|ContinueStatement|ThrowStatement|ConditionalExpression|LogicalExpression|BinaryExpression|UnaryExpression|UpdateExpression|AssignmentExpression|AssignmentPattern|MemberExpression|OptionalMemberExpression|CallExpression|OptionalCallExpression|NewExpression|ArrowFunctionExpression|ArrayExpression|ObjectExpression|ObjectProperty|ArrayPattern|ObjectPattern|RestElement|SpreadElement|TemplateLiteral|TemplateElement|\w+Literal|TS\w+)$/;
const METHODS =
  /^(toLowerCase|toUpperCase|trim|trimStart|trimEnd|padStart|padEnd|normalize|replace|replaceAll|repeat|slice|substring|split|match|matchAll|test|exec|search|startsWith|endsWith|includes|indexOf|lastIndexOf|charAt|charCodeAt|codePointAt|at|concat|join|map|filter|flatMap|flat|reduce|some|every|find|findIndex|forEach|keys|values|entries|sort|toSorted|reverse|toReversed|push|unshift|add|set|has|get|toFixed)$/;
const CALLS =
  /^(JSON\.(parse|stringify)|Object\.(keys|values|entries|fromEntries)|Array\.(from|of|isArray)|String|Number|Boolean|parseInt|parseFloat|Number\.\w+|Math\.(?!random)\w+|encodeURIComponent|decodeURIComponent)$/;
const MADE = /^(Set|Map|Array|Error|TypeError|RangeError)$/;
const GLOBALS =
  /^(JSON|Object|Array|String|Number|Boolean|Math|Set|Map|Error|TypeError|RangeError|parseInt|parseFloat|encodeURIComponent|decodeURIComponent|undefined|NaN|Infinity)$/;
const LABOUR =
  /^(parse|stringify|split|replace|replaceAll|match|matchAll|sort|toSorted|map|filter|flatMap|reduce|forEach|entries|fromEntries)$/;

/** Null where anything else could tell in its answer. */
export function readPure(made: FunctionNode, code: Source): PureFunction | null {
  const [parameter, ...others] = made.params;
  if (made.async === true || made.generator === true || others.length > 0) return null;
  if (parameter?.type !== 'Identifier') return null;
  const nodes = code.tree.within(made.body);
  const isPure = nodes.every((node) => NODES.test(node.type) && isQuiet(node, made, code));
  if (!isPure || !nodes.some((node) => isLabour(node, code))) return null;
  const binding = code.scopes.bindings.find(({ identifier }) => identifier === parameter);
  const fields = (binding?.references ?? []).map((reference) => fieldOf(reference, code));
  if (fields.length === 0 || (binding?.writes.length ?? 0) > 0) return null;
  const known = fields.filter((field) => field !== null);
  if (known.length < fields.length) return null;
  return { parameter: parameter.name, fields: [...new Set(known)].toSorted() };
}

/** `product.name`, read and not called. */
function fieldOf(reference: Identifier, { tree }: Source): string | null {
  const member = tree.parent(reference);
  if (member?.type !== 'MemberExpression' || member.object !== reference || member.computed) return null;
  if (member.property.type !== 'Identifier') return null;
  const parent = tree.parent(member);
  if (parent === null || ('callee' in parent && parent.callee === member)) return null;
  return member.property.name;
}

function isQuiet(node: Node, made: FunctionNode, code: Source): boolean {
  if (node.type === 'Identifier') return !isReference(node, code.tree) || isKnown(node, made, code);
  if (node.type === 'UnaryExpression') return node.operator !== 'delete';
  if (node.type === 'UpdateExpression') return isLocal(node.argument, made, code);
  if (node.type === 'AssignmentExpression') return isLocal(node.left, made, code);
  if (node.type === 'ArrowFunctionExpression') return !node.async;
  if (node.type === 'ForOfStatement') return !node.await;
  if (node.type === 'NewExpression') return MADE.test(pathOf(node.callee));
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return true;
  const path = pathOf(node.callee);
  const root = path.split('.')[0] ?? '';
  if (GLOBALS.test(root) && path !== '') return CALLS.test(path);
  const { callee } = node;
  return (
    (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') &&
    !callee.computed &&
    callee.property.type === 'Identifier' &&
    METHODS.test(callee.property.name)
  );
}

function isLocal(target: Node, made: FunctionNode, { scopes, tree }: Source): boolean {
  if (target.type !== 'Identifier') return false;
  const binding = scopes.resolve(target);
  return binding !== null && binding.kind !== 'param' && tree.holds(made, binding.identifier);
}

/** Made inside, a global of the language, or a constant of the module that nobody changes. */
function isKnown(node: Identifier, made: FunctionNode, code: Source): boolean {
  const binding = code.scopes.resolve(node);
  if (binding === null) return GLOBALS.test(node.name);
  return code.tree.holds(made, binding.identifier) || isFixed(binding, code);
}

const ASKING = /^(includes|indexOf|has|get|at|test|join|length|size)$/;

function isFixed({ kind, init, references, declaration }: Binding, { tree, calls }: Source): boolean {
  if (kind !== 'const' || init === null) return false;
  if (tree.ancestors(declaration).some(({ type }) => type === 'ExportNamedDeclaration')) return false;
  const list = init.type === 'NewExpression' && MADE.test(pathOf(init.callee)) ? init.arguments[0] : init;
  if (init.type === 'RegExpLiteral') {
    if (/[gy]/.test(init.flags)) return false;
  } else if (list === undefined || constantOf(list) === undefined) return false;
  if (typeof constantOf(init) === 'string' || typeof constantOf(init) === 'number') return true;
  return references.every((reference) => {
    const member = tree.parent(reference);
    if (
      calls.some(
        ({ args, name, object }) =>
          args[0] === reference && init.type === 'RegExpLiteral' && object !== null && METHODS.test(name),
      )
    )
      return true;
    if (member?.type !== 'MemberExpression' || member.object !== reference || member.computed) return false;
    return member.property.type === 'Identifier' && ASKING.test(member.property.name);
  });
}

function isLabour(node: Node, { calls }: Source): boolean {
  if (node.type === 'ForOfStatement' || node.type === 'ForStatement' || node.type === 'WhileStatement')
    return true;
  return calls.some((call) => call.node === node && LABOUR.test(call.name));
}
