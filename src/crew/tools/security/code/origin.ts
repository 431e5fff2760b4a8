// Where a value comes from: a simple taint through assignments, templates and calls that hand text on, within one file.
// After Livshits and Lam, "Finding Security Vulnerabilities in Java Applications with Static Analysis", USENIX Security 2005
// (sources, propagation, sinks), without following values into called functions.
import type { Identifier, Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import { isFunction } from '../../lint/functions.ts';
import type { Binding } from '../../lint/scopes.ts';
import type { Source } from '../../lint/source.ts';
import { isCleaner, isGuarded, isHandingOn } from './cleaners.ts';
import { isFromOutside, isOutsideParameter } from './outside.ts';
import { partsOf } from './parts.ts';

/** `constant` also holds what was cleaned: it cannot carry what an attacker wrote. */
export type Origin = 'constant' | 'unknown' | 'request';

const DEEPEST = 12;
const ORDER: readonly Origin[] = ['constant', 'unknown', 'request'];

export function originOf(node: Node | null | undefined, source: Source, depth = 0): Origin {
  if (!node) return 'constant';
  if (depth > DEEPEST) return 'unknown';
  const at = bare(node);
  if (isFunction(at)) return 'constant';
  if (isFromOutside(at, source)) return 'request';
  const parts = partsOf(at);
  if (parts !== null) return worstOf(parts.map((part) => originOf(part, source, depth + 1)));
  if (at.type === 'Identifier') return ofName(at, source, depth);
  if (at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression')
    return ofMember(at, source, depth);
  if (at.type === 'CallExpression' || at.type === 'OptionalCallExpression' || at.type === 'NewExpression')
    return ofCall(at, source, depth);
  return 'unknown';
}

function ofMember(
  node: Node & { type: 'MemberExpression' | 'OptionalMemberExpression' },
  source: Source,
  depth: number,
): Origin {
  const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : '';
  if (/^(length|size|[A-Z][A-Z0-9_]{2,})$/.test(name) || source.textOf(node).startsWith('import.meta'))
    return 'constant';
  // A table of constants asked by a key from outside answers with its own values only.
  return originOf(node.object, source, depth + 1);
}

function ofName(identifier: Identifier, source: Source, depth: number): Origin {
  const { name } = identifier;
  if (/^(undefined|NaN|Infinity|__dirname|__filename)$/.test(name)) return 'constant';
  const binding = source.scopes.resolve(identifier);
  if (binding === null || binding.kind === 'import')
    return /^[A-Z][A-Z0-9_]{2,}$/.test(name) ? 'constant' : 'unknown';
  const origin = ofBinding(binding, source, depth);
  return origin === 'request' && isGuarded(binding, source) ? 'unknown' : origin;
}

function ofBinding(binding: Binding, source: Source, depth: number): Origin {
  if (binding.kind === 'param') {
    if (isOutsideParameter(binding, source)) return 'request';
    return isNumberOrTruth(binding) ? 'constant' : 'unknown';
  }
  if (binding.kind === 'function' || binding.kind === 'class') return 'constant';
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator') return 'unknown';
  const loop = source.tree.ancestors(declaration)[1];
  const first =
    declaration.init ??
    (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement' ? loop.right : null);
  const later = binding.writes.map((write) => (write.type === 'AssignmentExpression' ? write.right : null));
  return worstOf([first, ...later].map((part) => originOf(part, source, depth + 1)));
}

function isNumberOrTruth({ identifier: { typeAnnotation } }: Binding): boolean {
  const type = typeAnnotation?.type === 'TSTypeAnnotation' ? typeAnnotation.typeAnnotation.type : '';
  return /^TS(Number|Boolean|BigInt)Keyword$/.test(type);
}

function ofCall(
  node: Node & { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' },
  source: Source,
  depth: number,
): Origin {
  const callee = bare(node.callee);
  const path = pathOf(callee);
  if (isCleaner(path, node, source)) return 'constant';
  const member = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  const name =
    path.split('.').at(-1) || (member && callee.property.type === 'Identifier' ? callee.property.name : '');
  if (isCleaner(name, node, source)) return 'constant';
  if (!isHandingOn(name, path)) return 'unknown';
  const parts: readonly Node[] = member ? [callee.object, ...node.arguments] : node.arguments;
  const isLibrary =
    member && /^(path|JSON|Object|Buffer|posix|win32|url|querystring|util)$/.test(pathOf(callee.object));
  return worstOf((isLibrary ? node.arguments : parts).map((part) => originOf(part, source, depth + 1)));
}

function worstOf(origins: readonly Origin[]): Origin {
  return ORDER[Math.max(0, ...origins.map((origin) => ORDER.indexOf(origin)))] ?? 'unknown';
}
