// Placeholders of other tongues (`?`, `:id`) as Postgres has them (`$1`), so that its own grammar can read the statement.

/** Strings, quoted names, comments and casts are passed over whole; only what is none of them can be a placeholder. */
const TOKENS =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|::|:=|\?[|&?]|\?|(?<![\w\])]):[A-Za-z_]\w*/g;

/** A name that comes again has the same number. */
export function numberPlaceholders(sql: string): string {
  const names = new Map<string, number>();
  let last = 0;
  return sql.replaceAll(TOKENS, (token, _tag: unknown, offset: number) => {
    if (token === '?') {
      if (isOperator(sql.slice(offset + 1))) return token;
      last += 1;
      return `$${last}`;
    }
    if (!/^:[A-Za-z_]/.test(token)) return token;
    const number = names.get(token) ?? last + 1;
    names.set(token, number);
    last = Math.max(last, number);
    return `$${number}`;
  });
}

/** `data ? 'key'` asks whether a jsonb has a key: a value follows. */
function isOperator(rest: string): boolean {
  return /^\s*(?:'|\$\d|\?)/.test(rest);
}
