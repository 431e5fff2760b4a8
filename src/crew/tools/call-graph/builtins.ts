// Calls that surely leave the repository: globals of the language and of Node, and methods that only built-in objects have.
import type { Node } from '@babel/types';
import { pathOf } from '../lint/calls.ts';
import type { Source } from '../lint/source.ts';

const GLOBAL =
  /^(Array|Object|Map|Set|WeakMap|WeakSet|Promise|JSON|Math|Number|String|Boolean|Symbol|BigInt|Date|RegExp|Error|TypeError|RangeError|Reflect|Proxy|Intl|Buffer|URL|URLSearchParams|TextEncoder|TextDecoder|AbortController|AbortSignal|Headers|Request|Response|FormData|Blob|ReadableStream|WritableStream|TransformStream|console|process|globalThis|window|document|navigator|localStorage|sessionStorage|performance|crypto|structuredClone|fetch|setTimeout|setInterval|setImmediate|clearTimeout|clearInterval|clearImmediate|queueMicrotask|requestAnimationFrame|parseInt|parseFloat|isNaN|isFinite|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI|atob|btoa|require|import|Uint8Array|Uint16Array|Uint32Array|Int8Array|Int16Array|Int32Array|Float32Array|Float64Array|ArrayBuffer|DataView|AggregateError|EvalError|SyntaxError|Event|EventTarget|CustomEvent|WebSocket|Worker|Function)\b/;
const METHOD =
  /^(map|filter|forEach|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|flatMap|flat|push|pop|shift|unshift|splice|slice|concat|join|reverse|sort|toSorted|toReversed|toSpliced|includes|indexOf|lastIndexOf|fill|at|entries|keys|values|has|get|set|add|delete|clear|then|catch|finally|split|trim|trimStart|trimEnd|toLowerCase|toUpperCase|replace|replaceAll|match|matchAll|startsWith|endsWith|padStart|padEnd|repeat|charAt|charCodeAt|codePointAt|substring|substr|localeCompare|normalize|test|exec|toString|toFixed|toISOString|getTime|getFullYear|getMonth|getDate|valueOf|hasOwnProperty|apply|call|bind|next)$/;

export function isBuiltin(callee: Node, name: string, { scopes, tree }: Source): boolean {
  const path = pathOf(callee);
  const root = rootOf(callee);
  if (root !== null && scopes.resolve(root) === null && GLOBAL.test(root.name)) return true;
  if (callee.type === 'Super') return true;
  const isMethod = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  if (isMethod && METHOD.test(name)) return true;
  return path !== '' && root !== null && isExecutor(root, { scopes, tree });
}

/** `resolve` and `reject` of a promise's executor. */
function isExecutor(
  root: Extract<Node, { type: 'Identifier' }>,
  { scopes, tree }: Pick<Source, 'scopes' | 'tree'>,
): boolean {
  const binding = scopes.resolve(root);
  if (binding?.kind !== 'param') return false;
  const made = tree.parent(binding.declaration);
  return made?.type === 'NewExpression' && pathOf(made.callee) === 'Promise';
}

function rootOf(node: Node): Extract<Node, { type: 'Identifier' }> | null {
  if (node.type === 'Identifier') return node;
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression'
    ? rootOf(node.object)
    : null;
}
