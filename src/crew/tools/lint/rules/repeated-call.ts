// The same costly pure call made again in the same function.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { isInvariant } from '../invariance.ts';

const COSTLY =
  /^(JSON\.(parse|stringify)|Object\.(keys|values|entries)|getComputedStyle|structuredClone|document\.(querySelector(All)?|getElementById))$/;
const METHODS = /^(getBoundingClientRect)$/;

export const repeatedCall: Rule = {
  id: 'repeated-call',
  category: 'repeated_call',
  cost: 'the work, again',
  severity: 'low',
  confidence: 'medium',
  why: 'The arguments are the same and nothing in between changes them, so the second call only repeats the first.',
  mend: 'Keep the first result in a constant.',
  bad: `function send(body) {
    log(JSON.stringify(body));
    socket.write(JSON.stringify(body));
  }`,
  good: `function send(body) {
    const text = JSON.stringify(body);
    log(text);
    socket.write(text);
  }`,
  check: (source) => {
    const costly = source.calls.filter(
      ({ callee, name, args }) =>
        (COSTLY.test(pathOf(callee)) || METHODS.test(name)) &&
        !args.some(({ type }) => /Function/.test(type)),
    );
    const groups = Map.groupBy(
      costly,
      ({ node }) => `${source.functionOf(node)?.start ?? ''}:${source.textOf(node)}`,
    );
    return [...groups.values()].flatMap(([first, second]) => {
      const owner = first === undefined ? null : source.functionOf(first.node);
      if (
        first === undefined ||
        second === undefined ||
        owner === null ||
        owner.body.type !== 'BlockStatement'
      )
        return [];
      const branches = (node: typeof first.node): string =>
        source.tree
          .ancestors(node)
          .filter(({ type }) =>
            /^(IfStatement|SwitchCase|ConditionalExpression|CatchClause|TryStatement)$/.test(type),
          )
          .map(({ start }) => start)
          .join();
      const isSure =
        branches(first.node) === branches(second.node) && isInvariant(owner.body, first.node, source);
      return isSure
        ? [
            {
              node: second.node,
              message: `${source.textOf(second.node).slice(0, 60)} was already computed in line ${first.node.loc?.start.line ?? 0}.`,
            },
          ]
        : [];
    });
  },
};
