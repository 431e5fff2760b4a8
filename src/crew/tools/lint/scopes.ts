// Which declaration a name stands for, and who writes it: enough to tell local, imported and constant apart.
import type { Identifier, Node } from '@babel/types';
import { isFunction } from './functions.ts';
import type { Tree } from './tree.ts';

export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'const' | 'let' | 'var' | 'param' | 'function' | 'class' | 'catch';
  /** The identifier that is declared. */
  readonly identifier: Identifier;
  /** The declarator, function, class, import or the function that has the parameter. */
  readonly declaration: Node;
  readonly scope: Node;
  /** What it is at first, where one expression says so. */
  readonly init: Node | null;
  /** Module an import comes from. */
  readonly from: string | null;
  readonly references: Identifier[];
  /** Assignments after the declaration. */
  readonly writes: Node[];
}

export interface Scopes {
  readonly bindings: readonly Binding[];
  readonly resolve: (identifier: Identifier) => Binding | null;
}

const OPENS = new Set([
  'Program',
  'BlockStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'CatchClause',
  'StaticBlock',
  'SwitchStatement',
]);

export function readScopes(tree: Tree): Scopes {
  const scopes = new Map<Node, Map<string, Binding>>();
  const bindings: Binding[] = [];
  const declared = new Set<Node>();
  const declare = (
    names: readonly Identifier[],
    found: Omit<Binding, 'name' | 'identifier' | 'references' | 'writes'>,
  ): void => {
    for (const identifier of names) {
      declared.add(identifier);
      const table = scopes.get(found.scope) ?? new Map<string, Binding>();
      scopes.set(found.scope, table);
      const binding = { ...found, name: identifier.name, identifier, references: [], writes: [] };
      if (table.has(identifier.name)) continue;
      table.set(identifier.name, binding);
      bindings.push(binding);
    }
  };
  const program = tree.nodes[0];
  const scopeOf = (node: Node, opens: (node: Node) => boolean): Node =>
    tree.ancestors(node).find(opens) ?? program ?? node;
  const isScope = (node: Node): boolean => OPENS.has(node.type) || isFunction(node);
  const isVarScope = (node: Node): boolean => isFunction(node) || node.type === 'Program';
  for (const node of tree.nodes) {
    if (node.type === 'VariableDeclarator') {
      const parent = tree.parent(node);
      const word = parent?.type === 'VariableDeclaration' ? parent.kind : 'const';
      const kind = word === 'let' || word === 'var' ? word : 'const';
      const scope = scopeOf(node, kind === 'var' ? isVarScope : isScope);
      const init = node.id.type === 'Identifier' ? (node.init ?? null) : null;
      declare(namesOf(node.id), { kind, declaration: node, scope, init, from: null });
    } else if (node.type === 'ImportDeclaration') {
      const from = node.source.value;
      for (const specifier of node.specifiers)
        declare([specifier.local], {
          kind: 'import',
          declaration: specifier,
          scope: scopeOf(node, isScope),
          init: null,
          from,
        });
    } else if (isFunction(node)) {
      declare(node.params.flatMap(namesOf), {
        kind: 'param',
        declaration: node,
        scope: node,
        init: null,
        from: null,
      });
      if (node.type === 'FunctionDeclaration' && node.id)
        declare([node.id], {
          kind: 'function',
          declaration: node,
          scope: scopeOf(node, isScope),
          init: null,
          from: null,
        });
    } else if (node.type === 'ClassDeclaration' && node.id) {
      declare([node.id], {
        kind: 'class',
        declaration: node,
        scope: scopeOf(node, isScope),
        init: null,
        from: null,
      });
    } else if (node.type === 'CatchClause' && node.param) {
      declare(namesOf(node.param), { kind: 'catch', declaration: node, scope: node, init: null, from: null });
    }
  }
  const resolve = (identifier: Identifier): Binding | null => {
    for (const scope of tree.ancestors(identifier)) {
      const binding = scopes.get(scope)?.get(identifier.name);
      if (binding !== undefined) return binding;
    }
    return null;
  };
  for (const identifier of tree.of('Identifier')) {
    if (declared.has(identifier) || !isReference(identifier, tree)) continue;
    const binding = resolve(identifier);
    if (binding === null) continue;
    binding.references.push(identifier);
    const write = writeOf(identifier, tree);
    if (write !== null) binding.writes.push(write);
  }
  return { bindings, resolve };
}

/** Names a pattern declares. */
function namesOf(pattern: Node): readonly Identifier[] {
  if (pattern.type === 'Identifier') return [pattern];
  if (pattern.type === 'ArrayPattern')
    return pattern.elements.flatMap((element) => (element ? namesOf(element) : []));
  if (pattern.type === 'AssignmentPattern') return namesOf(pattern.left);
  if (pattern.type === 'RestElement') return namesOf(pattern.argument);
  if (pattern.type === 'TSParameterProperty') return namesOf(pattern.parameter);
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property) =>
    namesOf(property.type === 'RestElement' ? property.argument : property.value),
  );
}

/** Not the name of a property. */
export function isReference(identifier: Identifier, tree: Tree): boolean {
  const parent = tree.parent(identifier);
  if (parent === null) return false;
  if (parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression')
    return parent.object === identifier || parent.computed;
  if (parent.type === 'ObjectProperty') return parent.value === identifier || parent.computed;
  if (parent.type === 'ObjectMethod' || parent.type === 'ClassMethod' || parent.type === 'ClassProperty')
    return parent.key !== identifier || parent.computed;
  return true;
}

function writeOf(identifier: Identifier, tree: Tree): Node | null {
  for (const [child, parent] of pairs([identifier, ...tree.ancestors(identifier)])) {
    if (parent.type === 'AssignmentExpression') return parent.left === child ? parent : null;
    if (parent.type === 'UpdateExpression') return parent;
    if (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement')
      return parent.left === child ? parent : null;
    if (!/Pattern$|^ObjectProperty$|^RestElement$/.test(parent.type)) return null;
  }
  return null;
}

function pairs(chain: readonly Node[]): readonly (readonly [Node, Node])[] {
  return chain.flatMap((child, index) => {
    const parent = chain[index + 1];
    return parent === undefined ? [] : [[child, parent] as const];
  });
}
