// Recognises credentials by their published shapes, and by random-looking values under telling names.

const JWT = /\b(eyJ[A-Za-z0-9_-]{10,})\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/;
const SIGNING_KEY = /(?:jwt|token|auth)\w*(?:secret|key)|(?:secret|key)\w*(?:jwt|token|auth)/i;

export const SIGNED_TOKEN = 'a signed token (JWT)';

const SHAPES: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'a GitHub token', pattern: /\b(gh[pousr]_[A-Za-z0-9_.-]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { kind: 'an AWS access key', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  {
    kind: 'an API key',
    pattern: /\bsk-[A-Za-z0-9_-]{20,}|\b[rs]k_live_[A-Za-z0-9]{16,}|\bAIza[0-9A-Za-z_-]{35}/,
  },
  { kind: 'a Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/ },
  { kind: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{30,}/ },
  { kind: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  {
    kind: SIGNED_TOKEN,
    pattern: JWT,
  },
];

const TELLING_NAME = /secret|token|passw|api_?key|private_?key|credential|^authorization$/i;

/** What the value looks like, e.g. `a GitHub token`; null where it looks harmless. */
export function secretIn(name: string, value: string): string | null {
  const shape = SHAPES.find(({ pattern }) => pattern.test(value));
  if (shape !== undefined) return shape.kind;
  if (hasRemotePassword(value)) return 'a URL with a password';
  return TELLING_NAME.test(name) && looksRandom(value) ? 'a real secret' : null;
}

/** True of a JWT of an algorithm with one shared key (RFC 7518, 3.2: HS256 and its kin) where one of the names is of such a key. */
export function isSignedByShared(value: string, names: readonly string[]): boolean {
  const header = JWT.exec(value)?.[1];
  if (header === undefined || !names.some((name) => SIGNING_KEY.test(name))) return false;
  try {
    return /"alg"\s*:\s*"HS\d/.test(atob(header.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return false;
  }
}

function hasRemotePassword(value: string): boolean {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:([^\s@]+)@([^\s/:?]+)/i.exec(value);
  const host = match?.[2] ?? '';
  // A host without a dot is a name in a compose network or this machine: nothing a stranger reaches.
  return (
    host.includes('.') &&
    !/^(127\.|localhost|0\.0\.0\.0|.*\.(local|localhost|internal|test|example)$|example\.(com|org|net)$)/i.test(
      host,
    )
  );
}

/** At least 20 characters with more than 3.2 bits each (Shannon 1948): words and dummies stay below, keys do not. */
function looksRandom(value: string): boolean {
  const token = value.replace(/^(bearer|basic|token)\s+/i, '');
  if (token.length < 20 || /\s/.test(token) || !/\d/.test(token) || !/[A-Za-z]/.test(token)) return false;
  const counts = new Map<string, number>();
  for (const character of token) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / token.length) * Math.log2(count / token.length);
  return bits > 3.2;
}
