// A short name for a text that stays the same on every machine and in every version; not for secrets.

/** cyrb53 (bryc, public domain): 53 bits, well mixed, no secret; 14 hex digits. */
export function stableHash(text: string): string {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (2 ** 32 * (other & 0x1fffff) + (one >>> 0)).toString(16).padStart(14, '0');
}
