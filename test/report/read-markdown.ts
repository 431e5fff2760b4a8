// Reads a comment as GitHub would in the points that matter: fences, folds, and what a person sees before opening any.

export interface ReadMarkdown {
  /** Null where every fence, fold and summary is closed in order. */
  readonly fault: string | null;
  /** Lines outside of fences and folds, without the marker; a fold shows its summary. */
  readonly visible: readonly string[];
  /** Everything outside of fences, without what stands in code spans. */
  readonly outside: string;
}

export function readMarkdown(text: string): ReadMarkdown {
  let fence: string | null = null;
  let depth = 0;
  let fault: string | null = null;
  const visible: string[] = [];
  const outside: string[] = [];
  for (const raw of text.split('\n')) {
    const mark = /^(`{3,}|~{3,})/.exec(raw)?.[1] ?? null;
    if (fence !== null) {
      if (mark !== null && mark.startsWith(fence) && raw.trim() === mark) fence = null;
      continue;
    }
    if (mark !== null) {
      fence = mark;
      if (depth === 0) visible.push('[fence]');
      continue;
    }
    const line = withoutCode(raw);
    outside.push(line);
    const opened = line.match(/<details>/g)?.length ?? 0;
    const closed = line.match(/<\/details>/g)?.length ?? 0;
    if ((line.match(/<summary>/g)?.length ?? 0) !== (line.match(/<\/summary>/g)?.length ?? 0)) {
      fault ??= `a summary is not closed on its line: ${line}`;
    }
    if (depth + opened === 1 && line.startsWith('<summary>')) visible.push(raw);
    if (depth === 0 && opened === 0 && line.trim() !== '' && !line.startsWith('<!--')) visible.push(raw);
    depth += opened - closed;
    if (depth < 0) fault ??= `a fold is closed that was not open: ${line}`;
  }
  if (fence !== null) fault ??= 'a fence is open at the end';
  if (depth !== 0) fault ??= `${depth} folds are open at the end`;
  return { fault, visible, outside: outside.join('\n') };
}

/** Code spans by CommonMark's rule: a run of backticks closed by the next run as long; an escaped backtick opens none. */
function withoutCode(line: string): string {
  let rest = line;
  let kept = '';
  for (;;) {
    const open = /(?<!\\)(?:\\\\)*(`+)/.exec(rest);
    const run = open?.[1];
    if (open === null || run === undefined) return kept + rest;
    const begin = open.index + open[0].length;
    const close = new RegExp(`(?<!\`)${run}(?!\`)`).exec(rest.slice(begin));
    kept += rest.slice(0, begin - run.length);
    rest = close === null ? rest.slice(begin) : rest.slice(begin + close.index + run.length);
  }
}
