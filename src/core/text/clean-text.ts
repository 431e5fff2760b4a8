// Text from the code under review may hide things: control characters, invisible ones, and marks that turn lines around.

/** Controls but tab and line feed; format characters (bidirectional, zero-width, tags) but the joiners that scripts and emoji need. */
const HIDDEN = /[^\P{Cc}\t\n]|[^\P{Cf}\u200c\u200d]/gu;
/** Colours and titles for terminals, whole, so that no `[31m` is left behind. */
const ESCAPE_SEQUENCES = /[^\P{Cc}\t\n\r](?:\[[0-?]*[ -/]*[@-~]|\][^\p{Cc}]*(?:[^\P{Cc}\t\n\r]\\?)?)/gu;

/** One line of visible text. */
export function cleanLine(text: string): string {
  return cleanBlock(text).replace(/\s+/g, ' ').trim();
}

/** Visible text that keeps its lines and indentation. */
export function cleanBlock(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(ESCAPE_SEQUENCES, '')
    .replace(HIDDEN, '');
}
