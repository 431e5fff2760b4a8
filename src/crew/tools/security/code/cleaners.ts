// What takes the sting out of a value: calls that answer with a number or an escaped text, and checks against a list.
import type { Node } from '@babel/types';
import type { Binding } from '../../lint/scopes.ts';
import type { Source } from '../../lint/source.ts';

const NUMBERS =
  /^(Number|Number\.\w+|parseInt|parseFloat|Boolean|BigInt|Symbol|Math\.\w+|Date|Date\.\w+|isInteger|indexOf|includes|has|test|startsWith|endsWith|some|every|charCodeAt|codePointAt|localeCompare|search|toFixed|toISOString|getTime|randomUUID)$/;
const CLEANING =
  /escape|sanitiz|encode|quote|purif|valid|clean|ident(ifier)?s?$|^(sql)?name$|slug|hash|digest|placeholder|basename|redact|literal$|^h$|^he$/i;
const HANDING_ON =
  /^(String|trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|slice|substring|substr|replace|replaceAll|concat|split|join|resolve|normalize|at|pop|shift|decodeURIComponent|decodeURI|unescape|get|getAll|map|filter|flat|flatMap|padStart|padEnd|repeat|raw|from|entries|values|keys|fromEntries|assign|URL|URLSearchParams|format|fileURLToPath|atob|json|text)$/;
const CHECKS =
  /^(has|includes|test|startsWith|match|exec|hasOwn|hasOwnProperty|indexOf)$|^(is|assert|check|ensure|validate)[A-Z]?/;

export function isCleaner(name: string, node: Node, source: Source): boolean {
  if (NUMBERS.test(name) || CLEANING.test(name)) return true;
  // `replace(/[^a-z]/g, '')` leaves only what it names.
  return (
    /(^|\.)replace(All)?$/.test(name) &&
    'arguments' in node &&
    /^\/\[\^.*\]\+?\/\w*g/.test(source.textOf(node.arguments[0] ?? node))
  );
}

export function isHandingOn(name: string, path: string): boolean {
  return HANDING_ON.test(name) || path === 'JSON.parse' || path === 'JSON.stringify';
}

/** Asked of a list, a pattern or a checking function before it is used: taken as checked, since what follows depends on it. */
export function isGuarded(binding: Binding, { tree, calls }: Source): boolean {
  const checks = calls.filter(({ name }) => CHECKS.test(name));
  return binding.references.some((reference) =>
    checks.some(({ node }) => tree.holds(node, reference) && isAsked(node, { tree })),
  );
}

/** Part of what an `if` or a `? :` depends on. */
function isAsked(node: Node, { tree }: Pick<Source, 'tree'>): boolean {
  const chain = [node, ...tree.ancestors(node)];
  return chain.some((at, index) => {
    const parent = chain[index + 1];
    const isBranch = parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression';
    return isBranch && parent.test === at;
  });
}
