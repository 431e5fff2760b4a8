// Imports that cost more than they must: all of a library where a part is used, and slow modules that only one function needs.
import type { ImportDeclaration } from '@babel/types';
import type { SourceFile } from '../../../source-file.ts';
import { parseSource } from '../../lint/parse.ts';
import { readSource, type Source } from '../../lint/source.ts';
import { KNOWN_PACKAGES, SLOW_TO_LOAD } from '../known-packages.ts';
import type { WeightFinding } from '../weight-report.ts';

type Judgement = Pick<WeightFinding, 'kind' | 'severity' | 'message' | 'mend'> & { readonly line: number };

export function judgeImports(head: SourceFile, base: SourceFile | null): readonly WeightFinding[] {
  const before = new Set(base === null ? [] : judge(base).map(({ kind, message }) => kind + message));
  return judge(head).map(({ line, ...judgement }) => ({
    ...judgement,
    location: { path: head.path, line, side: 'head' as const },
    origin: before.has(judgement.kind + judgement.message) ? ('before' as const) : ('change' as const),
    sizeBytes: null,
    gzipBytes: null,
  }));
}

function judge({ path, text }: SourceFile): readonly Judgement[] {
  if (!/\.([cm]?[jt]sx?|vue|svelte)$/.test(path) || !/\bfrom\s*['"]/.test(text)) return [];
  const parsed = parseSource(path, text);
  if (parsed === null) return [];
  const source = readSource(path, parsed);
  return source.tree.of('ImportDeclaration').flatMap((node) => {
    if (node.importKind === 'type' || node.specifiers.length === 0) return [];
    return [...wholeImport(node), ...rareImport(node, source)];
  });
}

function wholeImport(node: ImportDeclaration): readonly Judgement[] {
  const name = node.source.value;
  const known = KNOWN_PACKAGES.get(name);
  if (known?.isFineInParts !== true) return [];
  const message = `All of ${name} is imported: ${known.reason}.`;
  return [
    { kind: 'whole-import', severity: 'medium', line: lineOf(node), message, mend: `Use ${known.instead}.` },
  ];
}

/** How often a function runs is not known here; a module of which one function alone needs another is worth a look. */
function rareImport(node: ImportDeclaration, source: Source): readonly Judgement[] {
  const name = node.source.value;
  if (!SLOW_TO_LOAD.test(name)) return [];
  const uses = source.scopes.bindings
    .filter(({ declaration }) => source.tree.parent(declaration) === node)
    .flatMap(({ references }) => references);
  const users = new Set(uses.map((use) => source.functionOf(use)));
  const [user] = users;
  if (users.size !== 1 || user === null || user === undefined) return [];
  const message = `${name} is loaded with the module, and one function alone uses it (line ${user.loc?.start.line ?? 1}).`;
  const mend = `Import it there: \`await import('${name}')\`.`;
  return [{ kind: 'rare-import', severity: 'low', line: lineOf(node), message, mend }];
}

function lineOf({ loc }: ImportDeclaration): number {
  return loc?.start.line ?? 1;
}
