// Values that stand where a secret would: words, patterns of characters, references to where the secret really is.

const WORDS =
  /example|sample|dummy|fake|mock|placeholder|changeme|change[-_]me|your[-_]?|my[-_]?(secret|token|key|password)|redacted|removed|insert|replace|todo|xxxx|test|\.\.\.|<[^>]+>|^\*+$|foobar|lorem|secret[-_]?(key|token)?$|password|deadbeef|abcdef|123456|0000|asdf|qwerty/i;
const REFERENCE =
  /\$\{|\{\{|\$\(|^\$[A-Z_]+$|%[A-Z_]+%|process\.env|import\.meta|secrets\.|^(env|vault|op|ssm|sm|arn|file|https?):/i;

export function isPlaceholder(value: string): boolean {
  return WORDS.test(value) || REFERENCE.test(value) || isRepeated(value);
}

/** `aaaa…`, `ababab…`: few different characters for the length. */
function isRepeated(value: string): boolean {
  return value.length >= 8 && new Set(value).size <= Math.min(6, value.length / 3);
}

/** Bits for each character (Shannon, "A Mathematical Theory of Communication", 1948). */
export function entropyBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
