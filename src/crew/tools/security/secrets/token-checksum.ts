// Tells a real token of GitHub or npm from one that somebody made up: the last six characters are a checksum of the rest.
// GitHub, "Behind GitHub's new authentication token formats" (2021): CRC-32 in base 62, padded with zeros; npm took it over.

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKED = /^(?:gh[pousr]|npm)_([A-Za-z0-9]{30})([A-Za-z0-9]{6})$/;

/** Null of what carries no such checksum. */
export function hasRightChecksum(token: string): boolean | null {
  const [, random, checksum] = CHECKED.exec(token) ?? [];
  return random === undefined ? null : base62(crc32(random)) === checksum;
}

export function base62(number: number): string {
  let rest = number;
  let text = '';
  for (let place = 0; place < 6; place += 1) {
    text = (DIGITS[rest % 62] ?? '') + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** Polynomial 0xEDB88320, bit by bit (ISO 3309). */
export function crc32(text: string): number {
  let sum = 0xff_ff_ff_ff;
  for (const character of text) {
    sum ^= character.codePointAt(0) ?? 0;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xed_b8_83_20 : sum >>> 1;
  }
  return (sum ^ 0xff_ff_ff_ff) >>> 0;
}
