// The same pure call made again in the same function.
import { areApart } from '../apart.ts';
import { type Call, pathOf } from '../calls.ts';
import { isInvariant } from '../invariance.ts';
import { isPathCall, isPureCall, isTextCall } from '../pure.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { isSteady } from '../steady.ts';

/** What a framework looks up for whoever asks; those of React that keep something are asked once per thing kept. */
const CONTEXT =
  /^use(?!State|Ref|Effect|Memo|Callback|Reducer|Id|Context|Fetch|AsyncData|Query|Mutation)[A-Z]\w*$/;

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
      (call) =>
        (isPureCall(call, source) ||
          isContext(call) ||
          isText(call, source) ||
          call.name === 'getBoundingClientRect') &&
        !call.args.some(({ type }) => type.includes('Function')),
    );
    const groups = Map.groupBy(
      costly,
      ({ node }) => `${source.functionOf(node)?.start ?? ''}:${source.textOf(node)}`,
    );
    return [...groups.values()].flatMap((calls) => {
      const [first, second] = calls;
      const owner = first === undefined ? null : source.functionOf(first.node);
      if (first === undefined || second === undefined || owner === null) return [];
      // A short text put in lower case twice is nothing to speak of.
      if (isTextCall(first) && calls.length < 3 && !/^(join|split)$/.test(first.name)) return [];
      return !areApart(first.node, second.node, source) &&
        (isInvariant(owner.body, first.node, source) || isSteady(first, second, source))
        ? [
            {
              node: second.node,
              message: message(first, second, source),
              // Joining a path again costs about as much as looking it up.
              ...(isPathCall(first, source) && !isNested(first, source)
                ? { confidence: 'low' as const }
                : {}),
            },
          ]
        : [];
    });
  },
};

function isContext({ callee, args, isNew }: Call): boolean {
  if (isNew) return false;
  const isInjected = pathOf(callee) === 'inject' && args.length === 1 && args[0]?.type === 'Identifier';
  return isInjected || (args.length === 0 && CONTEXT.test(pathOf(callee)));
}

/** A text made of a member in each turn, twice. */
function isText({ node, name, object, args }: Call, { repeats }: Source): boolean {
  return (
    name === 'toString' && object?.type === 'Identifier' && args.length === 0 && repeats(node).length > 0
  );
}

function message(first: Call, second: Call, source: Source): string {
  return `${source.textOf(second.node).slice(0, 60)} was already computed in line ${first.node.loc?.start.line ?? 0}.`;
}

/** `join(dirname(file), name)`: two paths worked out to make one. */
function isNested(call: Call, source: Source): boolean {
  return call.args.some((arg) =>
    source.calls.some((inner) => inner.node === arg && isPathCall(inner, source)),
  );
}
