// A GitHub table; its cells must be escaped already.

export interface Table {
  readonly head: readonly string[];
  /** One letter a column: l(eft) or r(ight). */
  readonly align: string;
  readonly rows: readonly (readonly string[])[];
}

export function table({ head, align, rows }: Table): string {
  const rule = head.map((_, column) => (align[column] === 'r' ? '--:' : ':--'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The table of the first `limit` rows, and a line for the others. */
export function tableOf(parts: Table, limit: number): string {
  const hidden = parts.rows.length - limit;
  const shown = table({ ...parts, rows: parts.rows.slice(0, limit) });
  return hidden > 0 ? `${shown}\n\n…and ${hidden} more in the full report.` : shown;
}
