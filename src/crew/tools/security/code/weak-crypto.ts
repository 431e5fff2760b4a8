// Hashes, ciphers and dice that do not hold against somebody who tries.
import type { Source } from '../../lint/source.ts';
import { type CodeRule, hit } from './code-rule.ts';
import { namesAround } from './objects.ts';
import { certainText } from './texts.ts';

const PASSWORD = /passw(or)?d|passphrase|\bpwd\b/i;
const SECRET = /token|secret|passw|session_?id|nonce|otp|csrf|salt|api_?key|reset_?code/i;

export const weakPasswordHash: CodeRule = {
  id: 'weak-password-hash',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-916',
  why: 'Graphics cards try billions of MD5 or SHA-1 hashes in a second: a stolen table is read in a day (OWASP, Password Storage).',
  mend: 'Use argon2id, scrypt or bcrypt with a salt for each password.',
  bad: "import { createHash } from 'node:crypto';\nexport const store = (password: string) => createHash('md5').update(password).digest('hex');",
  good: "import { createHash, scryptSync } from 'node:crypto';\nexport const tagOf = (text: string) => createHash('sha1').update(text).digest('hex');\nexport const store = (password: string, salt: Buffer) => scryptSync(password, salt, 64);",
  check: (source) =>
    source.calls.flatMap(({ node, name, args: [kind] }) => {
      const isWeak = name === 'createHash' && /^(md4|md5|sha-?1)$/i.test(certainText(kind, source));
      return isWeak && PASSWORD.test(chainText(node, source))
        ? [hit(node, 'A password is hashed by a fast hash without a salt.')]
        : [];
    }),
};

export const weakCipher: CodeRule = {
  id: 'weak-cipher',
  severity: 'medium',
  confidence: 'high',
  cwe: 'CWE-327',
  why: 'DES and RC4 are broken, ECB shows equal blocks as equal, and createCipher makes its key from MD5 without a salt.',
  mend: "Use createCipheriv('aes-256-gcm', key, nonce) with a fresh nonce for each message.",
  bad: "import crypto from 'node:crypto';\nexport const seal = (key: Buffer) => crypto.createCipheriv('aes-128-ecb', key, null);",
  good: "import crypto from 'node:crypto';\nexport const seal = (key: Buffer, nonce: Buffer) => crypto.createCipheriv('aes-256-gcm', key, nonce);",
  check: (source) =>
    source.calls.flatMap(({ node, name, args: [kind] }) => {
      const isOld = /^create(Cipher|Decipher)$/.test(name);
      const isWeak =
        /^create(Cipher|Decipher)iv$/.test(name) &&
        /^(des|rc4|rc2|bf)|-ecb$/i.test(certainText(kind, source));
      return isOld || isWeak ? [hit(node, `\`${name}\` is asked for a cipher that does not hold.`)] : [];
    }),
};

export const weakRandom: CodeRule = {
  id: 'weak-random',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-338',
  why: 'Math.random can be computed from a few of its numbers: who has some tokens knows the next ones.',
  mend: 'Use crypto.randomUUID() or crypto.randomBytes(32).',
  bad: 'export function newToken() { return Math.random().toString(36).slice(2); }',
  good: "import { randomBytes } from 'node:crypto';\nexport const newToken = () => randomBytes(32).toString('hex');\nexport const delayMs = () => 100 * Math.random();",
  check: (source) =>
    source.calls.flatMap(({ node, path }) => {
      const name =
        path === 'Math.random' ? namesAround(node, source).find((one) => SECRET.test(one)) : undefined;
      return name === undefined ? [] : [hit(node, `\`${name}\` is drawn by Math.random.`)];
    }),
};

/** The whole chain of calls that a hash is made in, as text, without what stands around it. */
function chainText(node: Parameters<Source['textOf']>[0], source: Source): string {
  let top = node;
  for (const at of source.tree.ancestors(node)) {
    if (!/^(CallExpression|MemberExpression|OptionalCallExpression|OptionalMemberExpression)$/.test(at.type))
      break;
    top = at;
  }
  return source.textOf(top);
}
