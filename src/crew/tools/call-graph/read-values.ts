// Follows expressions to the functions, objects and packages they stand for, across files and without running anything.
// A demand-driven form of Shivers, "Control Flow Analysis in Scheme" (PLDI 1988), order 0: one answer per place, whoever calls.
import type { Identifier, Node } from '@babel/types';
import { bare, pathOf } from '../lint/calls.ts';
import { type FunctionNode, isFunction } from '../lint/functions.ts';
import { findModule } from './find-module.ts';
import { readMembers } from './members.ts';
import { type ModuleExports, readExports } from './module-exports.ts';
import type { Module, Program } from './program.ts';
import { distinct, type FunctionValue, functionsOf, type Value } from './value.ts';

export interface Values {
  readonly of: (module: Module, node: Node) => readonly Value[];
  /** A property or an export, by name. */
  readonly member: (value: Value, name: string) => readonly Value[];
  readonly exported: (module: Module, name: string) => readonly Value[];
}

export interface Passed {
  readonly module: Module;
  readonly args: readonly Node[];
}

/** `passed`: what is known so far of who calls a function, and with what. */
export function readValues(program: Program, passed: ReadonlyMap<FunctionNode, readonly Passed[]>): Values {
  const known = new Map<Node, readonly Value[]>();
  const exportsOf = new Map<Module, ModuleExports>();
  const returned = new Map<FunctionNode, readonly Value[]>();

  const of = (module: Module, expression: Node): readonly Value[] => {
    const node = bare(expression);
    const found = known.get(node);
    if (found !== undefined) return found;
    known.set(node, []);
    const values = distinct(read(module, node));
    known.set(node, values);
    return values;
  };

  const read = (module: Module, node: Node): readonly Value[] => {
    if (isFunction(node)) return [{ kind: 'function', module, node }];
    if (node.type === 'ObjectExpression') return [{ kind: 'object', module, node }];
    if (node.type === 'ArrayExpression') return [{ kind: 'list', module, node }];
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
      return [{ kind: 'class', module, node }];
    if (node.type === 'Identifier') return ofName(module, node);
    if (node.type === 'ThisExpression') return members.ofThis(module, node);
    if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
      return members.ofExpression(module, node);
    if (
      node.type === 'CallExpression' ||
      node.type === 'OptionalCallExpression' ||
      node.type === 'NewExpression'
    )
      return ofCall(module, node);
    if (node.type === 'AwaitExpression') return of(module, node.argument);
    if (node.type === 'AssignmentExpression') return of(module, node.right);
    if (node.type === 'ConditionalExpression')
      return [...of(module, node.consequent), ...of(module, node.alternate)];
    if (node.type === 'LogicalExpression') return [...of(module, node.left), ...of(module, node.right)];
    if (node.type === 'SequenceExpression')
      return node.expressions.slice(-1).flatMap((last) => of(module, last));
    return [];
  };

  const members = readMembers({ of, exported: (module, name) => exported(module, name) });

  const ofName = (module: Module, node: Identifier): readonly Value[] => {
    const { scopes, tree } = module.source;
    const binding = scopes.resolve(node);
    if (binding === null) return [];
    const { declaration, identifier } = binding;
    const written = binding.writes.flatMap((write) =>
      write.type === 'AssignmentExpression' && bare(write.left).type === 'Identifier'
        ? of(module, write.right)
        : [],
    );
    if (binding.kind === 'import') return imported(module, binding.from ?? '', declaration);
    if (binding.kind === 'function' || binding.kind === 'class')
      return [...read(module, declaration), ...written];
    if (declaration.type === 'VariableDeclarator') {
      const loop = tree.parent(tree.parent(declaration) ?? declaration);
      const source =
        declaration.init ??
        (loop?.type === 'ForOfStatement' && tree.holds(loop.left, declaration) ? loop.right : null);
      if (source === null) return written;
      const whole = declaration.init ? of(module, source) : items(of(module, source));
      return [...within(whole, declaration.id, identifier), ...written];
    }
    if (binding.kind === 'param' && isFunction(declaration))
      return [...ofParameter(module, declaration, identifier), ...written];
    return written;
  };

  const ofParameter = (module: Module, owner: FunctionNode, identifier: Identifier): readonly Value[] => {
    const { tree } = module.source;
    const index = owner.params.findIndex((param) => param === identifier || tree.holds(param, identifier));
    const param = owner.params[index];
    if (param === undefined || param.type === 'RestElement') return [];
    const calls = passed.get(owner) ?? [];
    const values = calls.flatMap(({ module: caller, args }) => {
      const arg = args[index];
      return arg === undefined || arg.type === 'SpreadElement' ? [] : of(caller, arg);
    });
    if (values.length === 0 && calls.length === 0) values.push({ kind: 'param', module, node: owner, index });
    if (param.type === 'AssignmentPattern') values.push(...of(module, param.right));
    const pattern = param.type === 'TSParameterProperty' ? param.parameter : param;
    return within(values, pattern.type === 'AssignmentPattern' ? pattern.left : pattern, identifier);
  };

  /** What a name in a pattern takes of the value the pattern is given. */
  const within = (values: readonly Value[], pattern: Node, wanted: Identifier): readonly Value[] => {
    if (pattern === wanted) return values;
    if (pattern.type === 'AssignmentPattern') return within(values, pattern.left, wanted);
    if (pattern.type === 'ObjectPattern')
      return pattern.properties.flatMap((property) => {
        if (property.type === 'RestElement') return property.argument === wanted ? values : [];
        if (property.key.type !== 'Identifier') return [];
        const { name } = property.key;
        return holds(property.value, wanted)
          ? within(
              values.flatMap((value) => members.of(value, name)),
              property.value,
              wanted,
            )
          : [];
      });
    if (pattern.type !== 'ArrayPattern') return [];
    return pattern.elements.flatMap((element, index) =>
      element && holds(element, wanted)
        ? within(
            values.flatMap((value) => {
              const item = value.kind === 'list' ? value.node.elements[index] : null;
              return value.kind === 'list' && item ? of(value.module, item) : [];
            }),
            element,
            wanted,
          )
        : [],
    );
  };

  const items = (values: readonly Value[]): readonly Value[] =>
    values.flatMap((value) =>
      value.kind === 'list'
        ? value.node.elements.flatMap((item) => {
            if (!item) return [];
            return item.type === 'SpreadElement'
              ? items(of(value.module, item.argument))
              : of(value.module, item);
          })
        : [],
    );

  const imported = (module: Module, target: string, specifier: Node): readonly Value[] => {
    const name =
      specifier.type === 'ImportSpecifier'
        ? specifier.imported.type === 'Identifier'
          ? specifier.imported.name
          : specifier.imported.value
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*';
    return ofTarget(module, target, name);
  };

  const ofTarget = (module: Module, target: string, name: string): readonly Value[] => {
    const found = findModule(module.path, target, program.modules);
    if (found !== null) return name === '*' ? [{ kind: 'module', module: found }] : exported(found, name);
    const shown = target.replace(/^node:/, '');
    if (target.startsWith('.')) return [];
    return [{ kind: 'package', name: name === '*' || name === 'default' ? shown : `${shown}.${name}` }];
  };

  const exported = (module: Module, name: string): readonly Value[] => {
    const table = exportsOf.get(module) ?? readExports(module);
    exportsOf.set(module, table);
    const own = (table.named.get(name) ?? []).flatMap((found) =>
      found.kind === 'node' ? of(module, found.node) : ofTarget(module, found.target, found.name),
    );
    if (own.length > 0) return own;
    if (table.whole.length > 0) {
      const whole = table.whole.flatMap((node) => of(module, node));
      return name === 'default' ? whole : whole.flatMap((value) => members.of(value, name));
    }
    // A package of the repository that is required as a whole.
    if (name === 'default' && table.named.size > 0 && !table.named.has('default'))
      return [{ kind: 'module', module }];
    return name === 'default' ? [] : table.all.flatMap((target) => reexported(module, target, name));
  };

  const reexported = (module: Module, target: string, name: string): readonly Value[] => {
    const found = findModule(module.path, target, program.modules);
    return found === null || found === module ? [] : exported(found, name);
  };

  const ofCall = (
    module: Module,
    node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' }>,
  ): readonly Value[] => {
    const callee = bare(node.callee);
    const [first] = node.arguments;
    const path = pathOf(callee);
    if ((path === 'require' || path === 'import') && first?.type === 'StringLiteral') {
      const required = findModule(module.path, first.value, program.modules);
      const whole = required === null ? [] : exported(required, 'default');
      if (required !== null)
        return path === 'require' && whole.length > 0 ? whole : [{ kind: 'module', module: required }];
      return ofTarget(module, first.value, '*');
    }
    if (/^(Promise\.(all|allSettled|race|any|resolve)|Object\.(freeze|assign|seal))$/.test(path))
      return node.arguments.flatMap((argument) => of(module, argument));
    if (
      (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') &&
      callee.property.type === 'Identifier' &&
      callee.property.name === 'bind'
    )
      return of(module, callee.object);
    return of(module, callee).flatMap((value): readonly Value[] => {
      if (value.kind === 'function') return returns(value);
      if (value.kind === 'class')
        return node.type === 'NewExpression' ? [{ ...value, kind: 'instance' as const }] : [];
      // `app.get(…).get(…)` is still the app.
      if (value.kind === 'made') return [value];
      if (value.kind !== 'package') return [];
      const wrapped = node.arguments.flatMap((argument) => functionsOf(of(module, argument)));
      return [{ kind: 'made', module, node, by: value.name }, ...wrapped];
    });
  };

  const returns = ({ module, node }: FunctionValue): readonly Value[] => {
    const found = returned.get(node);
    if (found !== undefined) return found;
    returned.set(node, []);
    const { tree, functionOf } = module.source;
    const values =
      node.body.type === 'BlockStatement'
        ? tree
            .within(node.body)
            .flatMap((at) =>
              at.type === 'ReturnStatement' && at.argument && functionOf(at) === node
                ? of(module, at.argument)
                : [],
            )
        : of(module, node.body);
    returned.set(node, distinct(values));
    return distinct(values);
  };

  return { of, member: members.of, exported };
}

function holds(outer: Node, inner: Node): boolean {
  return (outer.start ?? 0) <= (inner.start ?? 0) && (outer.end ?? 0) >= (inner.end ?? 0);
}
