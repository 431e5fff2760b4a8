// Properties of objects, classes, instances and modules, those written later included.
import type { Class, Node } from '@babel/types';
import { pathOf } from '../lint/calls.ts';
import { isFunction } from '../lint/functions.ts';
import { keyOf } from './function-name.ts';
import type { Module } from './program.ts';
import type { Value } from './value.ts';

type Of = (module: Module, node: Node) => readonly Value[];

interface Members {
  readonly of: (value: Value, name: string) => readonly Value[];
  readonly ofExpression: (
    module: Module,
    node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  ) => readonly Value[];
  readonly ofThis: (module: Module, node: Node) => readonly Value[];
}

export function readMembers(ask: {
  readonly of: Of;
  readonly exported: (module: Module, name: string) => readonly Value[];
}): Members {
  const written = new Map<Module, ReadonlyMap<string, readonly Node[]>>();

  const of = (value: Value, name: string): readonly Value[] => {
    switch (value.kind) {
      case 'object':
        return [
          ...value.node.properties.flatMap((property) => {
            if (property.type === 'SpreadElement')
              return ask.of(value.module, property.argument).flatMap((spread) => of(spread, name));
            if (keyOf(property) !== name) return [];
            return ask.of(value.module, property.type === 'ObjectMethod' ? property : property.value);
          }),
          ...writtenTo(value.module, value.node, name),
        ];
      case 'class':
        return [...ofClass(value, name, true), ...writtenTo(value.module, value.node, name)];
      case 'instance':
        return ofClass(value, name, false);
      case 'function':
        return writtenTo(value.module, value.node, name);
      case 'module':
        return ask.exported(value.module, name);
      case 'package':
        return [{ kind: 'package', name: `${value.name}.${name}` }];
      case 'made':
        return [value];
      case 'list':
      case 'param':
        return [];
    }
  };

  const ofClass = (
    { module, node }: { readonly module: Module; readonly node: Class },
    name: string,
    isStatic: boolean,
  ): readonly Value[] => {
    const own = node.body.body.flatMap((member) => {
      if (member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod')
        return member.static === isStatic && keyOf(member) === name ? ask.of(module, member) : [];
      if (member.type !== 'ClassProperty' || keyOf(member) !== name || !member.value) return [];
      return member.static === isStatic ? ask.of(module, member.value) : [];
    });
    if (own.length > 0) return own;
    const set = isStatic ? [] : (assignments(module).get(`this.${name}`) ?? []);
    const inside = set
      .filter((right) => module.source.tree.holds(node, right))
      .flatMap((right) => ask.of(module, right));
    const prototype = node.id ? (assignments(module).get(`${node.id.name}.prototype.${name}`) ?? []) : [];
    const found = [
      ...inside,
      ...prototype.flatMap((right) => ask.of(module, right)),
      ...injected(module, node, name),
    ];
    if (found.length > 0 || !node.superClass) return found;
    return ask
      .of(module, node.superClass)
      .flatMap((parent) => (parent.kind === 'class' ? ofClass(parent, name, isStatic) : []));
  };

  /** `constructor(private readonly orders: Orders)`: the class that the type names. */
  const injected = (module: Module, node: Class, name: string): readonly Value[] =>
    node.body.body.flatMap((member) => {
      if (member.type !== 'ClassMethod' || member.kind !== 'constructor') return [];
      return member.params.flatMap((param) => {
        if (param.type !== 'TSParameterProperty' || param.parameter.type !== 'Identifier') return [];
        const type = param.parameter.typeAnnotation;
        if (param.parameter.name !== name || type?.type !== 'TSTypeAnnotation') return [];
        const named = type.typeAnnotation;
        if (named.type !== 'TSTypeReference' || named.typeName.type !== 'Identifier') return [];
        return ask
          .of(module, named.typeName)
          .flatMap((value) => (value.kind === 'class' ? [{ ...value, kind: 'instance' as const }] : []));
      });
    });

  /** `orders.latest = …`, where the object, class or function is called orders. */
  const writtenTo = (module: Module, node: Node, name: string): readonly Value[] => {
    const parent = module.source.tree.parent(node);
    const own =
      parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.name
        : 'id' in node && node.id?.type === 'Identifier'
          ? node.id.name
          : null;
    if (own === null) return [];
    return (assignments(module).get(`${own}.${name}`) ?? []).flatMap((right) => ask.of(module, right));
  };

  const assignments = (module: Module): ReadonlyMap<string, readonly Node[]> => {
    const known = written.get(module);
    if (known !== undefined) return known;
    const found = new Map<string, Node[]>();
    for (const { left, right } of module.source.tree.of('AssignmentExpression')) {
      const path = left.type === 'MemberExpression' ? pathOf(left) : '';
      if (path !== '') found.set(path, [...(found.get(path) ?? []), right]);
    }
    written.set(module, found);
    return found;
  };

  const ofThis = (module: Module, node: Node): readonly Value[] => {
    for (const at of module.source.tree.ancestors(node)) {
      if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression')
        return [{ kind: 'instance', module, node: at }];
      const object = at.type === 'ObjectMethod' ? module.source.tree.parent(at) : null;
      if (object?.type === 'ObjectExpression') return [{ kind: 'object', module, node: object }];
      if (isFunction(at) && at.type === 'FunctionDeclaration') return [];
    }
    return [];
  };

  return {
    of,
    ofThis,
    ofExpression(module, node) {
      const { property } = node;
      const name =
        property.type === 'Identifier' && !node.computed
          ? property.name
          : property.type === 'StringLiteral'
            ? property.value
            : property.type === 'PrivateName'
              ? `#${property.id.name}`
              : null;
      return name === null ? [] : ask.of(module, node.object).flatMap((value) => of(value, name));
    },
  };
}
