// Calls that answer the same for the same arguments and change nothing: paths, texts and lists of keys.
import { type Call, pathOf } from './calls.ts';
import type { Source } from './source.ts';

const BY_PATH =
  /^(JSON\.(parse|stringify)|Object\.(keys|values|entries)|getComputedStyle|structuredClone|document\.(querySelector(All)?|getElementById))$/;
const OF_PATHS =
  /^(join|resolve|dirname|basename|extname|relative|normalize|parse|fileURLToPath|pathToFileURL)$/;
const PATH_MODULES = /^(node:)?(path|url)(\/(posix|win32))?$|^pathe$|^upath$/;
const OF_TEXTS = /^(join|split|trim|replace|replaceAll|normalize|toLowerCase|toUpperCase)$/;

/** From path and its kin, imported whole or by name. */
export function isPathCall({ callee, name, object, isNew, args }: Call, { scopes }: Source): boolean {
  if (isNew || args.length === 0 || !OF_PATHS.test(name)) return false;
  const root = object ?? callee;
  return root.type === 'Identifier' && PATH_MODULES.test(scopes.resolve(root)?.from ?? '');
}

export function isTextCall({ name, object, isNew, args }: Call): boolean {
  if (isNew || object === null || pathOf(object) === '' || !OF_TEXTS.test(name)) return false;
  return args.every(({ type }) => /^(StringLiteral|NumericLiteral|RegExpLiteral)$/.test(type));
}

export function isPureCall(call: Call, source: Source): boolean {
  return BY_PATH.test(pathOf(call.callee)) || isPathCall(call, source) || isTextCall(call);
}
