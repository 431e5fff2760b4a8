// Which module a called name comes from: `exec` of child_process is dangerous, `exec` of a pattern is not.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import type { Source } from '../../lint/source.ts';

/** Without `node:`; null where it comes from none. Through `require`, `await import`, `promisify` and destructuring. */
export function moduleOf(node: Node, source: Source): string | null {
  let root = bare(node);
  while (root.type === 'MemberExpression' || root.type === 'OptionalMemberExpression')
    root = bare(root.object);
  if (root.type === 'AwaitExpression') root = bare(root.argument);
  if (root.type === 'CallExpression') {
    const [first] = root.arguments;
    const name = pathOf(root.callee);
    if (/^(require|import)$/.test(name)) return first?.type === 'StringLiteral' ? plain(first.value) : null;
    return /(^|\.)promisify$/.test(name) && first !== undefined ? moduleOf(first, source) : null;
  }
  if (root.type !== 'Identifier') return null;
  const binding = source.scopes.resolve(root);
  if (binding === null) return null;
  if (binding.from !== null) return plain(binding.from);
  const { declaration } = binding;
  const init = declaration.type === 'VariableDeclarator' ? declaration.init : null;
  return init && !source.tree.holds(init, root) ? moduleOf(init, source) : null;
}

function plain(module: string): string {
  return module.replace(/^node:/, '');
}
