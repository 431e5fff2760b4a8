// A workflow or action of GitHub as its rules see it: what starts it, its steps, and the line of everything.
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import type { SourceFile } from '../../../source-file.ts';

export interface Entry {
  readonly key: string;
  /** Empty for what is no text. */
  readonly value: string;
  readonly line: number;
  /** Lines of the value, as they stand in the file. */
  readonly lines: readonly string[];
  readonly map: YAMLMap;
}

export interface Workflow {
  readonly events: ReadonlySet<string>;
  /** Every key with a plain value, in reading order. */
  readonly entries: readonly Entry[];
  readonly textAt: (map: YAMLMap, path: readonly string[]) => string;
}

export function readWorkflow({ path, text }: SourceFile): Workflow | null {
  if (!/(^|\/)\.github\/(workflows\/[^/]+|actions\/.+)\.ya?ml$|(^|\/)action\.ya?ml$/.test(path)) return null;
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  if (!isMap(document.contents)) return null;
  const entries: Entry[] = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      const map = ancestors.at(-1);
      if (!isScalar(pair.key) || !isMap(map)) return;
      const start = pair.key.range?.[0] ?? 0;
      const [from, to] = isScalar(pair.value) && pair.value.range ? pair.value.range : [start, start];
      const first = counter.linePos(from).line;
      entries.push({
        key: String(pair.key.value),
        value: isScalar(pair.value) ? String(pair.value.value) : '',
        line: first,
        lines: text.slice(from, to).split('\n'),
        map,
      });
    },
  });
  const textAt = (map: YAMLMap, keys: readonly string[]): string => {
    const value = map.getIn(keys);
    return typeof value === 'string' ? value : '';
  };
  return { events: new Set(names(document.get('on', true))), entries, textAt };
}

function names(node: unknown): readonly string[] {
  if (isScalar(node)) return [String(node.value)];
  if (isSeq(node)) return node.items.flatMap(names);
  return isMap(node) ? node.items.flatMap(({ key }) => names(key)) : [];
}
