// What a change takes away from those who import its modules.
import type { DiffFile } from '../../change/diff.ts';
import { extensionOf } from '../../change/file-kind.ts';
import type { Found } from './changed-lines.ts';

/** Exports deleted and not added again anywhere in the change: a moved export is still there, a default one only in its file. */
export function removedExports(files: readonly DiffFile[]): readonly Found[] {
  const deleted = files.flatMap((file) => exportsOf(file, '-'));
  if (deleted.length === 0) return [];
  const added = new Set(files.flatMap((file) => exportsOf(file, '+')).map(identity));
  return deleted.filter((found) => !added.has(identity(found)));
}

function identity(found: Found): string {
  return found.name === 'default' || found.name === '*' ? `${found.path} ${found.name}` : found.name;
}

function exportsOf(file: DiffFile, mark: '+' | '-'): readonly Found[] {
  const language = LANGUAGES[extensionOf(file.path)];
  if (language === undefined) return [];
  const found: Found[] = [];
  for (const hunk of file.hunks) {
    let line = mark === '+' ? hunk.headStart : hunk.baseStart;
    let inList = false;
    for (const marked of hunk.lines) {
      const own = marked[0] === mark;
      if (!own && marked[0] !== ' ') continue;
      line += 1;
      if (!inList && !language.hint.test(marked)) continue;
      const text = marked.slice(1);
      const opens = language.list?.test(text) === true;
      const names = inList || opens ? listedNames(text) : declaredNames(text, language.patterns);
      if (own) for (const name of names) found.push({ path: file.path, line: line - 1, name });
      if (opens || inList) inList = !text.includes('}');
    }
  }
  return found;
}

interface Language {
  /** Cheap: a line without it exports nothing. */
  readonly hint: RegExp;
  /** Opens a list of names in braces. */
  readonly list?: RegExp;
  readonly patterns: readonly RegExp[];
}

const SCRIPT: Language = {
  hint: /\bexports?\b/,
  list: /^\s*export\s+(?:type\s+)?\{/,
  patterns: [
    /^\s*export\s+(default)\b/,
    /^\s*export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const\s+enum|const|let|var|function\s*\*?|class|interface|type|enum|namespace)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u,
    /^\s*export\s+\*\s+as\s+([\p{L}_$][\p{L}\p{N}_$]*)/u,
    /^\s*export\s+(\*)/,
    /^\s*(?:module\.)?exports\.([\p{L}_$][\p{L}\p{N}_$]*)\s*=/u,
    /^\s*module\.(exports)\s*=/,
  ],
};

const RUST: Language = {
  hint: /\bpub\b/,
  patterns: [
    /^\s*pub\s+(?:async\s+|const\s+|unsafe\s+)*(?:fn|struct|enum|trait|type|const|static|mod|use)\s+(\w+)/,
  ],
};

const GO: Language = {
  hint: /^.(?:func|type|var|const)\b/,
  patterns: [/^(?:func\s+(?:\([^)]*\)\s*)?|type\s+|var\s+|const\s+)(\p{Lu}\w*)/u],
};

const LANGUAGES: Readonly<Record<string, Language>> = {
  ...Object.fromEntries('js mjs cjs jsx ts mts cts tsx vue svelte'.split(' ').map((name) => [name, SCRIPT])),
  rs: RUST,
  go: GO,
};

function declaredNames(text: string, patterns: readonly RegExp[]): readonly string[] {
  for (const pattern of patterns) {
    const name = pattern.exec(text)?.[1];
    // `module.exports = …` is the default export of its kind of module.
    if (name !== undefined) return [name === 'exports' ? 'default' : name];
  }
  return [];
}

/** `export { one, two as three }`, or one line of it: the names others import. */
function listedNames(text: string): readonly string[] {
  const inside = text
    .replace(/^[^{]*\{/, '')
    .replace(/\}.*$/, '')
    .replace(/\/\/.*$/, '');
  return inside
    .split(',')
    .map(
      (entry) =>
        entry
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    )
    .filter((name) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name));
}
