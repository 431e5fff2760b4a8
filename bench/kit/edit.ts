// A change of a file as a replacement of text: it fails loudly where the file has become another, and knows its lines.

export interface Edit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** The text must stand there exactly once, so that nobody measures a change that was never made. */
export function applyEdit(text: string, { path, from, to }: Edit): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(
      `${path} holds the text to replace ${parts.length - 1} times, not once: ${from.slice(0, 80)}`,
    );
  }
  return parts.join(to);
}

/** Numbers, from 1, of the lines that hold any of the fragments; every fragment must be found. */
export function linesHolding(text: string, fragments: readonly string[]): number[] {
  const lines = text.split('\n');
  const found = fragments.flatMap((fragment) => {
    const numbers = lines.flatMap((line, index) => (line.includes(fragment) ? [index + 1] : []));
    if (numbers.length === 0) throw new Error(`No line holds \`${fragment}\`.`);
    return numbers;
  });
  return [...new Set(found)].toSorted((one, other) => one - other);
}
