// One tree walked once per kind of node that is looked for.
import type { Node } from '@babel/types';
import { areApart } from '../apart.ts';
import { type Call, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const WALKS = /^(find|collect|filter)(All)?(Descendants?|Nodes?|InTree|InAst)$/i;
/** A question of one node, or the kind of node that is wanted. */
const ASKED = /(^|\.)(is[A-Z]\w*|\w*(Kind|Type)\.\w+)$/;

export const walkedAgain: Rule = {
  id: 'walked-again',
  category: 'extra_iteration',
  cost: 'the whole tree, once more per kind',
  severity: 'medium',
  confidence: 'medium',
  why: 'Each walk visits every node below the same root; one walk could have told the kinds apart.',
  mend: 'Walk once, and look at each node for all of the kinds.',
  bad: `export function names(root) {
    const found = [];
    for (const call of findDescendants(root, isCall)) found.push(call.name);
    for (const tag of findDescendants(root, isTag)) found.push(tag.name);
    return found;
  }`,
  good: `export function names(root) {
    const found = [];
    for (const node of findDescendants(root, (at) => isCall(at) || isTag(at))) found.push(node.name);
    return found;
  }`,
  check: (source) => {
    const walks = source.calls.filter(
      ({ name, args: [root, wanted] }) =>
        WALKS.test(name) && root !== undefined && pathOf(root) !== '' && isQuestion(wanted),
    );
    const keyOf = ({ callee, node, args: [root] }: Call): string =>
      `${pathOf(callee)} ${root === undefined ? '' : pathOf(root)} ${source.functionOf(node)?.start ?? ''}`;
    return [...Map.groupBy(walks, keyOf).values()].flatMap((same) => {
      const [first, second] = same;
      const kinds = new Set(same.map(({ args: [, wanted] }) => (wanted === undefined ? '' : pathOf(wanted))));
      if (first === undefined || second === undefined || kinds.size < 2) return [];
      return isFallback(first.node, second.node, source)
        ? []
        : [{ node: second.node, message: 'The same tree is walked once more for another kind.' }];
    });
  },
};

function isQuestion(wanted: Node | undefined): boolean {
  return wanted !== undefined && ASKED.test(pathOf(wanted));
}

/** The second walk is only for those whom the first told nothing. */
function isFallback(first: Node, second: Node, source: Source): boolean {
  const { tree, functionOf } = source;
  const owner = functionOf(second);
  const isLeft = tree
    .of('ReturnStatement')
    .some(
      (node) =>
        functionOf(node) === owner &&
        (node.start ?? 0) > (first.end ?? 0) &&
        (node.end ?? 0) < (second.start ?? 0),
    );
  return isLeft || areApart(first, second, source);
}
