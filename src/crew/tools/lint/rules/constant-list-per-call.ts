// A list or table of constants written out where it is asked, so that it is made at each call.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { isConstant } from './constant-set-per-call.ts';

const MANY = 4;

export const constantListPerCall: Rule = {
  id: 'constant-list-per-call',
  category: 'hoist_invariant',
  alsoCategories: ['micro_alloc'],
  cost: 'a list per call, walked for one question',
  severity: 'low',
  confidence: 'low',
  why: 'The list never differs, yet it is made at each call and walked member by member.',
  mend: 'Keep a Set (or the list) in a constant of the module.',
  bad: `export function isWeb(type) { return ['html', 'css', 'js', 'wasm', 'svg'].includes(type); }`,
  good: `const WEB = new Set(['html', 'css', 'js', 'wasm', 'svg']);
  export function isWeb(type) { return WEB.has(type); }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object }) => {
      const list = object === null ? null : bare(object);
      const isAsked =
        list?.type === 'ArrayExpression' &&
        list.elements.length >= MANY &&
        /^(includes|indexOf|some|find|every)$/.test(name) &&
        isConstant(list);
      if (!isAsked || source.functionOf(node) === null) return [];
      const isHot = source.turns(node).length > 0;
      const message = `A list of ${list.elements.length} constants is made at each ${isHot ? 'turn' : 'call'} to ask ${name}.`;
      return [{ node, message, ...(isHot ? { confidence: 'medium' as const } : {}) }];
    }),
};
