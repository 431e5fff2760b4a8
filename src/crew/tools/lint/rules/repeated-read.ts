// The same question asked again by the same words in one function.
import type { Node } from '@babel/types';
import { areApart } from '../apart.ts';
import { type Call, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import { isPureCall } from '../pure.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { isSteady } from '../steady.ts';

/** Names of what is asked, not done. */
const ASKS =
  /^(join|with|without|strip|escape|encode|decode|format|hash|stringify|serialize|kebab|pascal|camel|get|resolve|find|parse|compute|calculate|normalize|lookup|load|read|fetch|match|slice|split|join|relative|dirname|extname|basename|keys|values|entries|querySelector|querySelectorAll|getElementById|toLowerCase|toUpperCase)([A-Z]\w*)?!?$/;

export const repeatedRead: Rule = {
  id: 'repeated-read',
  category: 'repeated_call',
  cost: 'the work, again',
  severity: 'low',
  confidence: 'low',
  why: 'Neither what is asked nor what it reads is written in between, so the answer is most likely the same.',
  mend: 'Keep the first answer in a constant.',
  bad: `export function route(router, url) {
    const first = router.resolve(url);
    log(first.path);
    router.replace({ ...router.resolve(url), force: true });
  }`,
  good: `export function route(router, url) {
    const target = router.resolve(url);
    log(target.path);
    router.replace({ ...target, force: true });
  }`,
  check: (source) => {
    const asked = source.calls.filter((call) => isQuestion(call) && !isPureCall(call, source));
    const groups = Map.groupBy(
      asked,
      ({ node }) => `${flowOf(node, source)?.start ?? ''}:${plain(source.textOf(node))}`,
    );
    return [...groups.values()].flatMap(([first, second]) => {
      if (first === undefined || second === undefined) return [];
      const owner = flowOf(first.node, source);
      if (owner === null || source.tree.holds(first.node, second.node)) return [];
      const isSame =
        !areApart(first.node, second.node, source) &&
        isFixed(first.node, owner, source) &&
        (second.node.end ?? 0) - (second.node.start ?? 0) > 8;
      return isSame
        ? [
            {
              node: second.node,
              ...(isSteady(first, second, source) ? { confidence: 'medium' as const } : {}),
              message: `${source.textOf(second.node).slice(0, 60)} was already asked in line ${first.node.loc?.start.line ?? 0}.`,
            },
          ]
        : [];
    });
  },
};

function isQuestion({ name, object, args, isNew, callee }: Call): boolean {
  if (isNew || !ASKS.test(name) || args.some((arg) => arg.type === 'SpreadElement')) return false;
  const isPure = /^(JSON|Object|document)\./.test(pathOf(callee)) || pathOf(callee) === 'getComputedStyle';
  if (isPure || (object !== null && pathOf(object) === '')) return false;
  return args.length > 0 && !args.some((arg) => isInlineFunction(arg));
}

/** The function whose run it belongs to: callbacks given to a call run in it. */
function flowOf(node: Node, { tree, functionOf }: Source): Node | null {
  let owner = functionOf(node);
  while (
    owner !== null &&
    isInlineFunction(owner) &&
    /^(Await|Call)Expression$/.test(tree.parent(owner)?.type ?? '')
  )
    owner = functionOf(owner);
  return owner;
}

/** What is asked with belongs to the function or comes from outside, and nobody writes it. */
function isFixed(call: Node, owner: Node, { tree, scopes }: Source): boolean {
  return tree.within(call).every((node) => {
    if (node.type !== 'Identifier') return true;
    const binding = scopes.resolve(node);
    return (
      binding === null ||
      (binding.writes.length === 0 &&
        !/^(let|var)$/.test(binding.kind) &&
        (!tree.holds(owner, binding.scope) || tree.holds(binding.scope, call)))
    );
  });
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('!', '');
}
