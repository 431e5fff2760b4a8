// Which functions read what a module declares at its top: a change of a constant slows those who use it.
import type { Identifier } from '@babel/types';
import type { CallGraph } from './call-graph.ts';
import { findModule } from './find-module.ts';
import type { Module, Program } from './program.ts';

export function readReaders(module: Module, program: Program): CallGraph['readers'] {
  const { scopes, tree } = module.source;
  const top = tree.nodes[0];
  return scopes.bindings.flatMap((binding) => {
    if (binding.scope !== top || binding.declaration.type !== 'VariableDeclarator') return [];
    const { name, declaration } = binding;
    const by = new Set([
      ...readIn(module, binding.references, program),
      ...[...program.modules.values()].flatMap((other) =>
        other.source.scopes.bindings.flatMap((one) => {
          const isSame =
            one.kind === 'import' &&
            one.declaration.type === 'ImportSpecifier' &&
            importedName(one.declaration.imported) === name &&
            findModule(other.path, one.from ?? '', program.modules) === module;
          return isSame ? readIn(other, one.references, program) : [];
        }),
      ),
    ]);
    const line = declaration.loc?.start.line ?? 1;
    return by.size === 0
      ? []
      : [{ path: module.path, name, line, endLine: declaration.loc?.end.line ?? line, by: [...by] }];
  });
}

function readIn(module: Module, references: readonly Identifier[], program: Program): readonly string[] {
  return references.flatMap((reference) => {
    const outer = module.source.functionOf(reference);
    return (outer === null ? null : program.named(outer)?.id) ?? [];
  });
}

function importedName(imported: Identifier | { readonly value: string }): string {
  return 'value' in imported ? imported.value : imported.name;
}
