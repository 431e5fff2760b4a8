// Paths into the configuration: how they are written in messages and where in the file they stand.
import { isMap, isNode, isPair, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

export type KeyPath = readonly (string | number)[];

/** `targets.routes[0].path`; keys that are no plain words are quoted: `budgets["GET /"].lcp-ms`. */
export function renderPath(path: KeyPath): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\w$-]+$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}

export interface Source {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the key (or list item) stands; for what is missing, where its nearest parent stands. */
export function positionOf(source: Source, path: KeyPath): Position {
  let offset = 0;
  let node: Node | null = source.document.contents;
  for (const key of path) {
    const step = stepInto(node, key);
    if (step === null) break;
    offset = step.offset ?? offset;
    node = step.node;
  }
  const { line, col } = source.lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function stepInto(
  node: Node | null,
  key: string | number,
): { readonly node: Node | null; readonly offset: number | undefined } | null {
  if (isSeq(node) && typeof key === 'number') {
    const item = node.items[key];
    return isNode(item) ? { node: item, offset: item.range?.[0] } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
  );
  if (pair === undefined || !isScalar(pair.key)) return null;
  return { node: isNode(pair.value) ? pair.value : null, offset: pair.key.range?.[0] };
}
