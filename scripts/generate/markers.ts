// Replaces only what stands between a pair of markers, so that generated tables live inside pages people write.

export interface Filled {
  readonly text: string;
  /** Names of sections the page has no (whole) pair of markers for. */
  readonly missing: readonly string[];
}

export function fillMarkers(page: string, sections: Readonly<Record<string, string>>): Filled {
  const missing: string[] = [];
  let text = page;
  for (const [name, content] of Object.entries(sections)) {
    const opening = `<!-- generated:${name} -->`;
    const closing = `<!-- /generated:${name} -->`;
    const start = text.indexOf(opening);
    const end = text.indexOf(closing, start);
    if (start < 0 || end < 0) missing.push(name);
    else text = `${text.slice(0, start + opening.length)}\n${content.trim()}\n${text.slice(end)}`;
  }
  return { text, missing };
}

/** A Markdown table; pipes and line breaks in cells cannot break it. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}
