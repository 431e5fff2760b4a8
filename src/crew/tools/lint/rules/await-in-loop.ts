// Turns of a loop that wait for each other although none needs the one before.
import type { AwaitExpression, Node } from '@babel/types';
import { buildsOnTurns } from '../builds-on-turns.ts';
import { bare, pathOf, type Call } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { wordsOf } from '../words.ts';
import { isDatabaseCall } from './n-plus-one.ts';

/** Waiting is what they are for, or order is. */
const ORDERED =
  /^(sleep|delay|wait|timeout|retry|lock|transaction|next|write|send|emit|click|type|press|goto|expect|drain|step|prompt|log|hook|run|exec|execute|install|build|migrate|rollback|commit|publish|delete|remove|insert|move|rename|push|pull)s?$/;
/** What stands for one place where things happen in turn. */
const PLACE = /^(page|frame|browser|driver|transaction)s?$/;

export const awaitInLoop: Rule = {
  id: 'await-in-loop',
  category: 'await_in_loop',
  alsoCategories: ['await_serial'],
  cost: 'sum of all waits instead of the longest',
  severity: 'medium',
  confidence: 'medium',
  why: 'Nothing of one turn is needed by the next, so ten waits of 50 ms take half a second instead of 50 ms.',
  mend: 'Start all of them and await `Promise.all` (with a limit where there may be many).',
  bad: `async function all(urls: string[]) {
    const pages = [];
    for (const url of urls) { pages.push(await load(url)); }
    return pages;
  }`,
  good: `async function all(urls: string[]) {
    return await Promise.all(urls.map((url) => load(url)));
  }`,
  check: (source) =>
    source.tree.of('AwaitExpression').flatMap((node) => {
      const [repeat] = source.repeats(node);
      if (repeat === undefined || !isFor(repeat.node) || !isIndependent(node, repeat.node, source)) return [];
      const isFirst = source.tree.within(repeat.node).find(({ type }) => type === 'AwaitExpression') === node;
      return isFirst ? [{ node, message: `Each turn waits for \`${callText(node)}\` of its own.` }] : [];
    }),
};

function isFor(node: Node): boolean {
  if (node.type === 'ForOfStatement') return !node.await;
  return node.type === 'ForInStatement' || node.type === 'ForStatement';
}

/** By a verb or noun of their names, `read` only where it is all. */
function isOrdered(path: string): boolean {
  const words = wordsOf(path);
  return words.some((word) => ORDERED.test(word)) || PLACE.test(words[0] ?? '');
}

function isIndependent(node: AwaitExpression, loop: Node, source: Source): boolean {
  const call = askedBy(node.argument);
  const known: Call | undefined = source.callAt(call);
  if (known === undefined || isDatabaseCall(known)) return false;
  const isOwn =
    isKeptForTurn(known, loop, source) || (isOnlyStep(node, loop, source) && changesOwn(known, loop, source));
  if (!isOwn && (isOrdered(known.name) || known.name === '' || known.name === 'read')) return false;
  if (known.object !== null && isOrdered(pathOf(known.object))) return false;
  // An early end says that later turns may not be wanted; what is written outside says that turns build on each other.
  const inner = source.tree.within(loop);
  const ends = inner.some(
    (at) =>
      (at.type === 'BreakStatement' || at.type === 'ReturnStatement' || at.type === 'YieldExpression') &&
      source.functionOf(at) === source.functionOf(loop),
  );
  if (ends || (!isOwn && (known.args.length === 0 || known.args.every((arg) => isFrom(loop, arg, source)))))
    return false;
  if (buildsOnTurns(loop, source)) return false;
  return !inner.some((at) => {
    if (at.type !== 'AssignmentExpression' || at.left.type !== 'Identifier') return false;
    const binding = source.scopes.resolve(at.left);
    return binding !== null && !source.tree.holds(loop, binding.identifier);
  });
}

/** `await (cache[id] ?? load(id))` waits for the call too. */
function askedBy(awaited: Node): Node {
  const at = bare(awaited);
  return at.type === 'LogicalExpression' ? askedBy(at.right) : at;
}

/** `for (const row of rows) { await row.update(…); }`: nothing else happens in the turn. */
function isOnlyStep(node: AwaitExpression, loop: Node, { tree }: Source): boolean {
  const statement = tree.parent(node);
  const block = statement === null ? null : tree.parent(statement);
  if (statement?.type !== 'ExpressionStatement' || !isFor(loop) || !('body' in loop)) return false;
  return (
    statement === loop.body ||
    (block === loop.body && block?.type === 'BlockStatement' && block.body.length === 1)
  );
}

/** The turn's own element is changed, by what it knows of itself. */
function changesOwn({ object, name }: Call, loop: Node, source: Source): boolean {
  return (
    object?.type === 'Identifier' &&
    /^(update|reload|save|load|init|dispose|close|stop|refresh)$/.test(name) &&
    !isFrom(loop, object, source)
  );
}

/** `loaders[name]()`: what is asked is the turn's, if not by what. */
function isKeptForTurn({ callee }: Call, loop: Node, source: Source): boolean {
  return callee.type === 'MemberExpression' && callee.computed && !isFrom(loop, callee.property, source);
}

function callText(node: AwaitExpression): string {
  const call = askedBy(node.argument);
  return call.type === 'CallExpression' ? `${pathOf(call.callee) || 'the call'}()` : 'it';
}
