// What a case of the plan bench is: a schema with its queries, and one change of a query or of the schema.

export interface PlanQuery {
  readonly sql: string;
  readonly parameters?: readonly (string | number)[];
}

export interface PlanSchema {
  readonly name: string;
  readonly tables: string;
  /** The same rows on every machine; with a scale of 8, eight times as many, and no more of them for one key. */
  readonly rows: (scale: number) => string;
  readonly queries: Readonly<Record<string, PlanQuery>>;
}

export interface PlanCase {
  readonly name: string;
  /** Kind of change, for the table. */
  readonly mutation: string;
  /** Name of the query on base; with `isNew`, base does not have it. */
  readonly query: string;
  /** Text of the query that head has replaced: from, to. */
  readonly edits?: readonly (readonly [from: string, to: string])[];
  /** What head's migration runs. */
  readonly migration?: string;
  /** By construction; the bench holds it against the larger copy. */
  readonly harmful: boolean;
  /** For a query that base does not have: the index that would serve it, to be held against. */
  readonly isNew?: { readonly index: string };
}

/** Head's text; each text to replace must be there exactly once. */
export function headOf(sql: string, edits: PlanCase['edits'] = []): string {
  return edits.reduce((text, [from, to]) => {
    const parts = text.split(from);
    if (parts.length !== 2) throw new Error(`\`${from}\` stands ${parts.length - 1} times in ${sql}.`);
    return parts.join(to);
  }, sql);
}

/** A number from 0 to below `of`, random to look at and the same everywhere. */
export function scattered(of: string, salt: string): string {
  return `(('x' || substr(md5(i::text || '${salt}'), 1, 7))::bit(28)::int % (${of}))`;
}
