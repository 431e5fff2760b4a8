// What a module offers under which name, in the words of ECMAScript modules and of CommonJS.
import type { Node } from '@babel/types';
import { pathOf } from '../lint/calls.ts';
import type { Module } from './program.ts';

export type Export =
  /** An expression, a function or a class of the module itself. */
  | { readonly kind: 'node'; readonly node: Node }
  | { readonly kind: 'from'; readonly target: string; readonly name: string };

export interface ModuleExports {
  readonly named: ReadonlyMap<string, readonly Export[]>;
  /** `export * from`. */
  readonly all: readonly string[];
  /** What `module.exports` is set to. */
  readonly whole: readonly Node[];
}

const ALL = '*';

export function readExports({ source }: Module): ModuleExports {
  const named = new Map<string, Export[]>();
  const all: string[] = [];
  const add = (name: string, found: Export): void =>
    void named.set(name, [...(named.get(name) ?? []), found]);
  for (const node of source.tree.of('ExportNamedDeclaration')) {
    const { declaration } = node;
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations)
        for (const name of [id, ...source.tree.within(id)])
          if (name.type === 'Identifier') add(name.name, { kind: 'node', node: name });
    } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier')
      add(declaration.id.name, { kind: 'node', node: declaration });
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ExportDefaultSpecifier') continue;
      const name =
        specifier.exported.type === 'Identifier' ? specifier.exported.name : specifier.exported.value;
      if (specifier.type === 'ExportNamespaceSpecifier' && node.source)
        add(name, { kind: 'from', target: node.source.value, name: ALL });
      else if (specifier.type === 'ExportSpecifier')
        add(
          name,
          node.source
            ? { kind: 'from', target: node.source.value, name: specifier.local.name }
            : { kind: 'node', node: specifier.local },
        );
    }
  }
  for (const node of source.tree.of('ExportAllDeclaration')) all.push(node.source.value);
  for (const node of source.tree.of('ExportDefaultDeclaration'))
    add('default', { kind: 'node', node: node.declaration });
  const whole: Node[] = [];
  for (const { left, right } of source.tree.of('AssignmentExpression')) {
    const path = pathOf(left);
    if (path === 'module.exports') whole.push(right);
    const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(path)?.[1];
    if (name !== undefined) add(name, { kind: 'node', node: right });
  }
  return { named, all, whole };
}
