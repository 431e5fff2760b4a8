// Random-looking values under names such as secret, token or password, and addresses of databases that carry a password.
import { secretIn } from '../../../../config/secret-shapes.ts';
import { entropyBits, isPlaceholder } from './placeholder.ts';

export interface Assigned {
  readonly id: 'assigned-secret' | 'database-password';
  readonly value: string;
  /** Offset in the text. */
  readonly at: number;
}

/** `name = "value"`, `"name": "value"`, `NAME=value`, `name: value`, `name="value"`. */
const ASSIGNMENT =
  /([A-Za-z_$][\w$.-]{1,60})['"]?\]?\s*(?::\s*[A-Za-z]+\s*=|=>|:=|[:=])\s*(?:(['"`])([^'"`\s]{16,200})\2|([^\s'"`,;(){}[\]]{16,200})(?=\s*(?:$|[\r\n#])))/gm;
const ADDRESS = /\b[a-z][a-z0-9+.-]{2,20}:\/\/[^\s/:@'"`<>]{1,60}:([^\s@'"`<>/]{3,120})@[^\s'"`<>]{3,200}/gi;
/** Names that say secret and mean something public. */
const PUBLIC =
  /public|publishable|name$|_?(url|uri|path|file|type|header|field|param|prefix|regex|pattern|hash|digest|id|length|label|message|endpoint|integrity|checksum|version|node|selector|class|color)$|tokeniz|csrf_?(header|param)|design_?token|^(next|yield|max|min|prompt|completion|stop|total|input|output)_?tokens?/i;

/**
 * Calibrated on 20,000 drawn values each: of 20 letters and digits 97.7 % reach 3.7 bits, of 24 99.9 %; of 24 hexadecimal digits
 * 99.5 % reach 3.0, of 32 nearly all. On the packages of docs/security-scan.md these thresholds tell nothing that is no secret.
 */
const LEAST_BITS = { hexadecimal: 3.0, other: 3.7 } as const;

export function findAssigned(text: string): readonly Assigned[] {
  return [...addresses(text), ...assignments(text)];
}

function addresses(text: string): readonly Assigned[] {
  return [...text.matchAll(ADDRESS)].flatMap((match) => {
    const password = match[1] ?? '';
    const isTold = secretIn('', match[0]) === 'a URL with a password' && !isPlaceholder(password);
    const isWord = /^(pass|pw|pwd|secret|postgres|root|admin|user|guest|mysql|redis|mongo)$/i.test(password);
    // A Sentry address is made to be published, as Sentry's manual says.
    const isPublished = /@[\w.]*sentry\b/.test(match[0]);
    const at = match.index + match[0].indexOf(`:${password}@`) + 1;
    return isTold && !isWord && !isPublished
      ? [{ id: 'database-password' as const, value: password, at }]
      : [];
  });
}

function assignments(text: string): readonly Assigned[] {
  return [...text.matchAll(ASSIGNMENT)].flatMap((match) => {
    const [whole, name = '', , quoted, unquoted] = match;
    const value = quoted ?? unquoted ?? '';
    if (PUBLIC.test(name) || !isRandom(value)) return [];
    if (secretIn(name, value) !== 'a real secret' || isPlaceholder(value)) return [];
    return [{ id: 'assigned-secret' as const, value, at: match.index + whole.lastIndexOf(value) }];
  });
}

function isRandom(value: string): boolean {
  if (/^[0-9a-f]+$/i.test(value)) return value.length >= 24 && entropyBits(value) >= LEAST_BITS.hexadecimal;
  // Paths, dotted names, calls and words joined by one character are read by people.
  const isReadable =
    /^[a-z]+([-_./:][a-z]+)*\d{0,3}$/i.test(value) || /[()[\]{}\\<>]|:\/\/|^[./@]/.test(value);
  return !isReadable && /[A-Z]/i.test(value) && entropyBits(value) >= LEAST_BITS.other;
}
