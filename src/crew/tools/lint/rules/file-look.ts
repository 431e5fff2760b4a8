// Blocking looks at the state of files where there are many of them, or where the call that follows would find out by itself.
import type { Node } from '@babel/types';
import { bare, type Call, pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { isScript } from './sync-io.ts';

const LOOKS = /^(exists|stat|lstat|access|pathExists)Sync$/;

export const fileLook: Rule = {
  id: 'file-look',
  category: 'sync_fs',
  cost: 'blocks the event loop',
  severity: 'medium',
  confidence: 'medium',
  why: 'Each look waits for the file system while nothing else of the process runs, and the file may be gone or there a moment later.',
  mend: 'Leave the look out and handle the error of the call that needs the file, or await `access` or `stat` of `node:fs/promises`.',
  bad: `import { existsSync } from 'node:fs';
  export async function forget(path: string) { if (existsSync(path)) await drop(path); }`,
  good: `import { rm } from 'node:fs/promises';
  export async function forget(path: string) { await rm(path, { force: true }); }`,
  check: (source) => {
    if (isScript(source.path)) return [];
    return source.calls.flatMap((call) => {
      if (!LOOKS.test(call.name) || call.isNew) return [];
      const name = pathOf(call.callee) || call.name;
      if (isPerTurn(call, source))
        return [{ node: call.node, message: `\`${name}\` blocks once per member of the list.` }];
      return isFollowed(call, source)
        ? [{ node: call.node, message: `\`${name}\` blocks to ask what the awaited call finds out.` }]
        : [];
    });
  },
};

/** Of a file that the turn names; what cheaper tests come before is asked of few. */
function isPerTurn({ node, args: [path] }: Call, source: Source): boolean {
  const parent = source.tree.ancestors(node).find(({ type }) => type !== 'UnaryExpression');
  if (path === undefined || parent?.type === 'LogicalExpression') return false;
  return source.repeats(node).some(({ node: turn, over }) => over !== null && !isFrom(turn, path, source));
}

/** `if (existsSync(path)) await drop(path);`, and nothing else. */
function isFollowed({ node, args: [path] }: Call, { tree, textOf, functionOf }: Source): boolean {
  const check = tree.ancestors(node).find(({ type }) => type === 'IfStatement');
  if (path === undefined || functionOf(node)?.async !== true || check?.type !== 'IfStatement') return false;
  if (check.alternate != null || !(check.test === node || tree.holds(check.test, node))) return false;
  const call = awaitedBy(check.consequent);
  return call?.type === 'CallExpression' && call.arguments.some((arg) => textOf(arg) === textOf(path));
}

/** What the only statement awaits. */
function awaitedBy(statement: Node): Node | null {
  if (statement.type === 'BlockStatement') {
    const [only] = statement.body;
    return only !== undefined && statement.body.length === 1 ? awaitedBy(only) : null;
  }
  if (statement.type !== 'ExpressionStatement') return null;
  return statement.expression.type === 'AwaitExpression' ? bare(statement.expression.argument) : null;
}
