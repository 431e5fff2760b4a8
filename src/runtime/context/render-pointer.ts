// Handing over a pointer instead of contents: one line that says what lies where, for at most about fifty tokens.
import type { Pointer } from '../store/task-documents.ts';
import { contentHash } from './content-hash.ts';
import { estimateTokens } from './token-estimate.ts';

export const MOST_POINTER_TOKENS = 50;
const LEAST_WORDS = 24;

export async function pointTo(path: string, content: string, about: string): Promise<Pointer> {
  const bytes = new TextEncoder().encode(content).length;
  return { path, bytes, hash: await contentHash(content), about: oneLine(about).slice(0, 500) };
}

/** What it is about is shortened to fit; a path too long for that keeps at least a few words. */
export function renderPointer({ path, bytes, hash, about }: Pointer): string {
  const head = `${oneLine(path)} (${sizeOf(bytes)}, ${hash.slice(0, 8)}): `;
  let words = oneLine(about);
  while (words.length > LEAST_WORDS && estimateTokens(head + words) > MOST_POINTER_TOKENS) {
    words = `${words.slice(0, -2).trimEnd()}…`;
  }
  return head + words;
}

/** Names come from repositories too: no line break or control character of theirs starts a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

function sizeOf(bytes: number): string {
  return bytes < 1000
    ? `${bytes} B`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1000)} kB`
      : `${Math.round(bytes / 1e6)} MB`;
}
