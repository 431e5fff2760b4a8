// The functions of a module others can call, under the names an import of it gives them.
import type { Node } from '@babel/types';
import { bare } from '../../crew/tools/lint/calls.ts';
import { type FunctionNode, isFunction } from '../../crew/tools/lint/functions.ts';
import type { Source } from '../../crew/tools/lint/source.ts';

/** By the path from the module's namespace: `trim`, `default`, `default.trim`. */
export function exportedFunctions(code: Source): ReadonlyMap<string, FunctionNode> {
  const found = new Map<string, FunctionNode>();
  const add = (name: string, value: Node | null | undefined): void => {
    const made = value == null ? null : functionOf(value, code);
    if (made !== null) found.set(name, made);
  };
  for (const node of code.tree.of('ExportNamedDeclaration')) {
    const { declaration } = node;
    if (declaration?.type === 'FunctionDeclaration') add(declaration.id?.name ?? '', declaration);
    if (declaration?.type === 'VariableDeclaration')
      for (const { id, init } of declaration.declarations) if (id.type === 'Identifier') add(id.name, init);
    if (node.source == null)
      for (const one of node.specifiers)
        if (one.type === 'ExportSpecifier' && one.exported.type === 'Identifier')
          add(one.exported.name, one.local);
  }
  for (const { declaration } of code.tree.of('ExportDefaultDeclaration')) add('default', declaration);
  // An import of CommonJS has `module.exports` as its default: nodejs.org/api/esm.html#commonjs-namespaces.
  for (const { left, right } of code.tree.of('AssignmentExpression')) {
    const path = code.textOf(left);
    const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(path)?.[1];
    if (name !== undefined) add(`default.${name}`, right);
    if (path !== 'module.exports') continue;
    add('default', right);
    if (right.type === 'ObjectExpression')
      for (const property of right.properties) {
        if (property.type === 'SpreadElement' || property.key.type !== 'Identifier' || property.computed)
          continue;
        add(`default.${property.key.name}`, property.type === 'ObjectMethod' ? property : property.value);
      }
  }
  return found;
}

/** The function a value is: written in place, or declared in this file and never changed. */
export function functionOf(value: Node, code: Source): FunctionNode | null {
  const node = bare(value);
  if (isFunction(node)) return node;
  if (node.type === 'AssignmentExpression') return functionOf(node.right, code);
  if (node.type !== 'Identifier') return null;
  const binding = code.scopes.resolve(node);
  if (binding === null || binding.writes.length > 0) return null;
  if (binding.kind === 'function' && isFunction(binding.declaration)) return binding.declaration;
  return binding.init === null || !isFunction(bare(binding.init)) ? null : functionOf(binding.init, code);
}
