// The rows of a dump, which psql would send by COPY, as statements that any session takes.
// Format: postgresql.org/docs/current/sql-copy.html, "Text Format".

const COPY =
  /^copy\s+((?:"(?:[^"]|"")+"|[\w$]+)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[\w$]+))?)\s*(\([^)]*\))?\s+from\s+stdin\s*$/i;
const ROWS_PER_STATEMENT = 500;

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Null where the statement has options: only the format of pg_dump is read. */
export function insertsOf(statement: string, rows: string): readonly string[] | null {
  const [, table, columns = ''] = COPY.exec(statement) ?? [];
  if (table === undefined) return null;
  const lines = rows.split('\n').filter((line, index, all) => line !== '' || index < all.length - 1);
  const statements: string[] = [];
  for (let at = 0; at < lines.length; at += ROWS_PER_STATEMENT) {
    const values = lines.slice(at, at + ROWS_PER_STATEMENT).map(rowOf);
    // COPY fills identity columns whatever they say.
    statements.push(`INSERT INTO ${table} ${columns} OVERRIDING SYSTEM VALUE VALUES\n${values.join(',\n')}`);
  }
  return statements;
}

function rowOf(line: string): string {
  return `(${line.split('\t').map(valueOf).join(', ')})`;
}

/** A literal without a type: the server takes it as the column's. */
function valueOf(field: string): string {
  if (field === String.raw`\N`) return 'NULL';
  const text = field.replaceAll(/\\(?:([0-7]{1,3})|x([\da-f]{1,2})|(.))/gi, (...[, octal, hex, other]) => {
    if (typeof octal === 'string') return String.fromCharCode(Number.parseInt(octal, 8));
    if (typeof hex === 'string') return String.fromCharCode(Number.parseInt(hex, 16));
    return ESCAPES[String(other)] ?? String(other);
  });
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
