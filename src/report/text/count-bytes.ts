// The forge counts bytes in some places and characters in others.

const encoder = new TextEncoder();

/** Length in UTF-8. */
export function countBytes(text: string): number {
  return encoder.encode(text).length;
}
