// What a project's tests hand to a function, word for word: nobody knows better what it is for.
import { basename } from 'node:path';
import { type Constant, constantOf } from '../../crew/codemods/constants.ts';
import type { Binding } from '../../crew/tools/lint/scopes.ts';
import type { Source } from '../../crew/tools/lint/source.ts';

export type Example = readonly Constant[];

/** Calls with everything written out; `name` as it is exported, `default` under whatever name the test gives it. */
export function examplesIn(
  test: Source,
  { path, name }: { readonly path: string; readonly name: string },
): Example[] {
  const names = name === 'default' ? defaultNames(test, path) : new Set([name.replace(/^default\./, '')]);
  return test.calls.flatMap((call) => {
    if (!names.has(call.name)) return [];
    const values = call.args.map(constantOf);
    const known = values.filter((value) => value !== undefined);
    return known.length === values.length ? [known] : [];
  });
}

/** Names the test gives to the whole of a module that may be this file. */
function defaultNames({ scopes }: Source, path: string): ReadonlySet<string> {
  return new Set(
    scopes.bindings.filter((binding) => mayBe(moduleOf(binding), path)).map((binding) => binding.name),
  );
}

/** `../lib/index.js`, `../lib` and `..` may all be `lib/index.js`: where packages begin is not looked up. */
function mayBe(module: string | null, path: string): boolean {
  if (module?.startsWith('.') !== true) return false;
  const [stem, asked] = [stemOf(path), stemOf(module)];
  return stem === 'index' || asked === stem || /^\.*$/.test(asked);
}

function stemOf(path: string): string {
  return basename(path).replace(/\.[cm]?[jt]sx?$/, '');
}

function moduleOf({ from, init }: Binding): string | null {
  if (from !== null) return from;
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require')
    return null;
  const [name] = init.arguments;
  return name?.type === 'StringLiteral' ? name.value : null;
}
