// Which statements are one and the same but for their values: libpg_query's fingerprint, the parse tree's hash without constants.
// Source: github.com/pganalyze/libpg_query, wiki page "Fingerprinting".
import { fingerprintSync, loadModule } from 'libpg-query';
import { numberPlaceholders } from './number-placeholders.ts';

export interface Fingerprint {
  readonly key: string;
  /** As Postgres reads it: placeholders numbered. */
  readonly sql: string;
  /** Where not, the key is the text without literals, comments and white space. */
  readonly isParsed: boolean;
}

export type Fingerprinter = (sql: string) => Fingerprint;

/** An app has some hundred texts; one that writes values into them has no end of them. */
const REMEMBERED = 10_000;

export async function openFingerprinter(): Promise<Fingerprinter> {
  await loadModule();
  const known = new Map<string, Fingerprint>();
  return (sql) => {
    const before = known.get(sql);
    if (before !== undefined) return before;
    const made = fingerprint(sql);
    if (known.size >= REMEMBERED) known.clear();
    known.set(sql, made);
    return made;
  };
}

function fingerprint(sql: string): Fingerprint {
  for (const candidate of [sql, numberPlaceholders(sql)]) {
    try {
      return { key: fingerprintSync(candidate), sql: candidate, isParsed: true };
    } catch {
      // The next way to read it, or the text itself.
    }
  }
  return { key: `text:${textKey(sql)}`, sql, isParsed: false };
}

function textKey(sql: string): string {
  return sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/[eE]?'(?:[^']|'')*'|\$\d+|(?<![\w"])\d+(?:\.\d+)?|\?|(?<![:\w]):[A-Za-z_]\w*/g, '?')
    .replaceAll(/\(\s*\?(?:\s*,\s*\?)*\s*\)/g, '(?)')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
