// Whether a function's answer is told by its arguments alone, as far as its syntax and that of all it calls in its file say: only
// then are two versions of it the same if they answer alike.
import type { Identifier, Node } from '@babel/types';
import { pathOf } from '../../crew/tools/lint/calls.ts';
import type { FunctionNode } from '../../crew/tools/lint/functions.ts';
import { type Binding, isReference } from '../../crew/tools/lint/scopes.ts';
import type { Source } from '../../crew/tools/lint/source.ts';
import { functionOf } from './exported-functions.ts';

/** What the language brings that neither reaches outside nor differs from call to call. */
const GLOBALS =
  /^(JSON|Object|Array|String|Number|Boolean|Math|Symbol|BigInt|Set|Map|WeakSet|WeakMap|RegExp|Error|TypeError|RangeError|SyntaxError|parseInt|parseFloat|isNaN|isFinite|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI|escape|unescape|undefined|NaN|Infinity|Uint8Array|Int8Array|Uint16Array|Int16Array|Uint32Array|Int32Array|Float32Array|Float64Array|ArrayBuffer|DataView|Buffer|TextEncoder|TextDecoder|URLSearchParams|structuredClone|Reflect|arguments)$/;
const DICE = /^Math\.random$|^Object\.(defineProperty|assign)$/;
/** Modules of Node that only compute. */
const COMPUTING = /^(?:node:)?(path|url|util|querystring|buffer|string_decoder|punycode|assert)$/;
const CHANGING =
  /^(set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|append|write|update)$/;

/** As the end of "it …"; null where it is pure by its syntax. */
export function whyImpure(made: FunctionNode, code: Source, seen = new Set<FunctionNode>()): string | null {
  if (seen.has(made)) return null;
  seen.add(made);
  if (made.async === true || made.generator === true) return 'does not answer at once';
  for (const node of code.tree.within(made)) {
    const why = whyNode(node, made, code) ?? whyCalled(node, code, { made, seen });
    if (why !== null) return why;
  }
  return null;
}

function whyNode(node: Node, made: FunctionNode, code: Source): string | null {
  if (node.type === 'ThisExpression') return 'works on `this`';
  if (/^(Await|Yield|Import)(Expression)?$/.test(node.type)) return 'waits for something';
  if (node.type === 'AssignmentExpression') return whyWrite(node.left, made, code);
  if (node.type === 'UpdateExpression') return whyWrite(node.argument, made, code);
  if (node.type === 'CallExpression') return whyCall(node.callee, made, code);
  return node.type === 'Identifier' && isReference(node, code.tree) ? whyName(node, made, code) : null;
}

function whyName(node: Identifier, made: FunctionNode, code: Source): string | null {
  if (isOwnName(node, code)) return null;
  const binding = code.scopes.resolve(node);
  if (binding === null) return GLOBALS.test(node.name) ? null : `uses \`${node.name}\``;
  if (code.tree.holds(made, binding.identifier)) return null;
  const module = moduleOf(binding, code);
  if (module !== null) return COMPUTING.test(module) ? null : `uses ${module}`;
  const isChanging = binding.writes.length > 0;
  return isChanging ? `reads \`${node.name}\`, which changes` : null;
}

/** A label, or the name a function expression has within itself. */
function isOwnName(node: Identifier, { tree }: Source): boolean {
  const parent = tree.parent(node);
  if (parent !== null && /^(Labeled|Break|Continue)Statement$/.test(parent.type)) return true;
  return tree
    .ancestors(node)
    .some((outer) => outer.type === 'FunctionExpression' && outer.id?.name === node.name);
}

function whyWrite(target: Node, made: FunctionNode, code: Source): string | null {
  const root = rootOf(target);
  if (root === null) return null;
  const binding = code.scopes.resolve(root);
  if (binding !== null && code.tree.holds(made, binding.identifier)) return null;
  const isOwn = binding !== null && moduleOf(binding, code) === null;
  return `changes \`${root.name}\`, ${isOwn ? 'which outlives the call' : 'which is not its own'}`;
}

/** Whether the reason is nothing but what the file keeps for itself: buffers, tables, counters. */
export function isOwnState(why: string): boolean {
  return /, which (?:outlives the call|changes)$/.test(why);
}

/** Changing what stands outside by a method of it. */
function whyCall(callee: Node, made: FunctionNode, code: Source): string | null {
  const path = pathOf(callee);
  if (DICE.test(path)) return path === 'Math.random' ? 'throws dice' : null;
  if (/^(Date\.now|performance\.)/.test(path)) return 'asks the clock';
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
  if (!CHANGING.test(callee.property.name)) return null;
  return whyWrite(callee.object, made, code);
}

/** What it calls in its own file is judged as well; what it calls elsewhere was judged by its name. */
function whyCalled(
  node: Node,
  code: Source,
  { made, seen }: { readonly made: FunctionNode; readonly seen: Set<FunctionNode> },
): string | null {
  if (node.type !== 'Identifier' || !isReference(node, code.tree)) return null;
  const called = functionOf(node, code);
  return called === null || code.tree.holds(made, called) ? null : whyImpure(called, code, seen);
}

/** The name at the start of `a.b[c].d`. */
function rootOf(node: Node): Identifier | null {
  if (node.type === 'Identifier') return node;
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression'
    ? rootOf(node.object)
    : null;
}

/** The module a name is from; null where it is this file's own. */
function moduleOf({ from, init, kind }: Binding, code: Source): string | null {
  if (kind === 'import') return from;
  if (init?.type !== 'CallExpression' || pathOf(init.callee) !== 'require') return null;
  const [name] = init.arguments;
  return name?.type === 'StringLiteral' ? name.value : code.textOf(init);
}
