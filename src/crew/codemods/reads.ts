// Whether a call only reads: what runs beside it or not at all is then not seen by others.
import type { Node } from '@babel/types';
import { bare, type Call, pathOf } from '../tools/lint/calls.ts';
import type { Source } from '../tools/lint/source.ts';
import { constantOf } from './constants.ts';

/** `known`: a GET, a SELECT, a file that is read; `named`: only its name says so. */
export type Reading = 'known' | 'named';

export function readingOf({ name, path, args, object, isNew }: Call, code: Source): Reading | null {
  if (isNew) return null;
  if (path === 'fetch') return isGet(args[1]) ? 'known' : null;
  if (name === 'query') return isSelect(args[0], code) ? 'known' : null;
  const from = object === null ? path : pathOf(object);
  const binding = code.scopes.bindings.find((one) => one.name === from && one.kind === 'import');
  const isFile = binding?.from === 'node:fs/promises' || binding?.from === 'fs/promises';
  if (isFile) return /^(readFile|readdir|stat|lstat|access|readlink|realpath)$/.test(name) ? 'known' : null;
  return /^(get|find|fetch|load|read|list|count|select|lookup)([A-Z]|$)/.test(name) ? 'named' : null;
}

function isGet(options: Node | undefined): boolean {
  if (options === undefined) return true;
  if (options.type !== 'ObjectExpression') return false;
  return options.properties.every(
    (property) =>
      property.type === 'ObjectProperty' &&
      !property.computed &&
      property.key.type === 'Identifier' &&
      property.key.name !== 'body' &&
      (property.key.name !== 'method' || constantOf(property.value) === 'GET'),
  );
}

/** The text of a statement written in place or in a constant of this file. */
export function sqlOf(argument: Node | undefined, code: Source): string | null {
  if (argument === undefined) return null;
  const node = bare(argument);
  const written = node.type === 'Identifier' ? (code.scopes.resolve(node)?.init ?? node) : node;
  if (node.type === 'Identifier' && code.scopes.resolve(node)?.kind !== 'const') return null;
  const text = constantOf(written);
  return typeof text === 'string' ? text : null;
}

/** Locks and functions may change what others see. */
function isSelect(argument: Node | undefined, code: Source): boolean {
  const sql = sqlOf(argument, code);
  if (sql === null || !/^\s*select\b/i.test(sql)) return false;
  return !/\bfor\s+(update|share|no\s+key|key)\b|\binto\b|;\s*\S/i.test(sql) && !hasUnknownFunction(sql);
}

function hasUnknownFunction(sql: string): boolean {
  return [...sql.matchAll(/\b([a-z_][\w.]*)\s*\(/gi)].some(
    ([, name]) =>
      !/^(count|sum|min|max|avg|coalesce|lower|upper|length|in|any|values|and|or|not|exists|on|where|as|over|numeric|varchar|using|round|date_trunc|json_agg|array_agg)$/i.test(
        name ?? '',
      ),
  );
}
