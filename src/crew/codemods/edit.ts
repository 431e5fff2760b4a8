// A change to a text as its few characters: everything nobody names stays byte for byte as it is.

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Null where two edits touch the same characters. */
export function applyEdits(text: string, edits: readonly Edit[]): string | null {
  let changed = '';
  let at = 0;
  for (const { start, end, text: inserted } of edits.toSorted(inOrder)) {
    if (start < at) return null;
    changed += text.slice(at, start) + inserted;
    at = end;
  }
  return changed + text.slice(at);
}

function inOrder(one: Edit, other: Edit): number {
  return one.start - other.start || one.end - other.end;
}
