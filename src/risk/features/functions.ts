// Named functions that a change brings: those only moved or given other parameters are not new.
import { extensionOf } from '../../change/file-kind.ts';
import type { ChangedLine, Found } from './changed-lines.ts';

/** Name of the function whose definition begins on the line. Generated lines, long ones, are nobody's functions. */
export function functionName(text: string, path: string): string | null {
  if (text.length > 400 || (!text.includes('(') && !text.includes('=>') && !/\b(def|function)\b/.test(text)))
    return null;
  if (COMMENT.test(text)) return null;
  const patterns = PATTERNS[extensionOf(path)] ?? SCRIPT;
  for (const pattern of patterns) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined && !KEYWORDS.has(name)) return name;
  }
  return null;
}

export interface FunctionChanges {
  readonly path: string;
  readonly added: readonly ChangedLine[];
  readonly deleted: readonly ChangedLine[];
}

/** Definitions added, less those of the same name deleted anywhere in the change. */
export function newFunctions(changes: readonly FunctionChanges[]): readonly Found[] {
  const gone = new Map<string, number>();
  for (const { path, deleted } of changes) {
    for (const line of deleted) {
      const name = functionName(line.text, path);
      if (name !== null) gone.set(name, (gone.get(name) ?? 0) + 1);
    }
  }
  const found: Found[] = [];
  for (const { path, added } of changes) {
    for (const line of added) {
      const name = functionName(line.text, path);
      if (name === null) continue;
      const moved = gone.get(name) ?? 0;
      if (moved > 0) gone.set(name, moved - 1);
      else found.push({ path, line: line.line, name });
    }
  }
  return found;
}

const COMMENT = /^\s*(?:\/[/*]|\*|--|#(?!\p{L}))/u;

const KEYWORDS: ReadonlySet<string> = new Set(
  'if for while switch catch return function with do else new await typeof throw super case import'.split(
    ' ',
  ),
);

const MODIFIERS =
  '(?:(?:export|default|declare|public|private|protected|static|abstract|override|readonly|async|get|set)\\s+)*';

/** JavaScript and TypeScript; what comes nearest for languages without a row of their own. */
const SCRIPT = [
  /\bfunction\s*\*?\s*([\p{L}_$][\p{L}\p{N}_$]*)\s*[(<]/u,
  // const name = (…) =>, const name = async x =>, name: function (…), name = function
  /^\s*(?:export\s+)?(?:const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|(?:<[^>]*>)?\([^()]*(?:\([^()]*\)[^()]*)*\)\s*(?::[^=]+)?=>|[\p{L}_$][\p{L}\p{N}_$]*\s*=>|(?:async\s*)?\($)/u,
  /^\s*(?:(?:public|private|protected|static|readonly)\s+)*#?([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::|=)\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*(?::[^=]+)?=>)/u,
  // name(…) {  and  async name(…): Type {
  new RegExp(
    `^\\s*${MODIFIERS}\\*?\\s*#?([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*(?:<[^>]*>)?\\([^;]*\\)\\s*(?::\\s*[^;=]+)?\\{\\s*$`,
    'u',
  ),
];

const PYTHON = [/^\s*(?:async\s+)?def\s+(\w+)\s*[([]/];
const RUBY = [/^\s*def\s+(?:self\.)?([\w?!=]+)/];
const GO = [/^func\s+(?:\([^)]*\)\s*)?(\w+)\s*[([]/];
const RUST = [/^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|const|unsafe|extern\s+"[^"]*")\s+)*fn\s+(\w+)/];
const KOTLIN = [/\bfun\s+(?:<[^>]*>\s*)?(?:[\w.]+\.)?(\w+)\s*\(/];
const SWIFT = [/\bfunc\s+(\w+)\s*[(<]/];
const SCALA = [/\bdef\s+(\w+)/];
const ELIXIR = [/^\s*defp?\s+([\w?!]+)/];
const PHP = [/\bfunction\s+&?(\w+)\s*\(/];
const SQL = [/\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\s+([\w."]+)/i];
/** Java, C#, C and C++: type name(…) { — a statement has no two words before its parenthesis, or begins with a keyword. */
const TYPED = [
  /^\s*(?!return|new|throw|await|else|case|goto|using|lock)(?:[\w<>[\],.?*&:~]+\s+)+[*&]?([\w~:]+)\s*\([^;]*\)\s*(?:const|noexcept|override|throws [\w., ]+)*\s*\{?\s*$/,
];

const PATTERNS: Readonly<Record<string, readonly RegExp[]>> = {
  py: PYTHON,
  pyi: PYTHON,
  rb: RUBY,
  go: GO,
  rs: RUST,
  kt: KOTLIN,
  kts: KOTLIN,
  swift: SWIFT,
  scala: SCALA,
  ex: ELIXIR,
  exs: ELIXIR,
  php: PHP,
  sql: SQL,
  java: TYPED,
  cs: TYPED,
  c: TYPED,
  cc: TYPED,
  cpp: TYPED,
  h: TYPED,
  hpp: TYPED,
};
