// The lines of a comment that its author speaks: not code, not quotes, not hidden text, as GitHub would show them.

/** Non-blank lines outside of fences, indented code, quotes, HTML comments and `<pre>`. */
export function spokenLines(body: string): readonly string[] {
  const spoken: string[] = [];
  let closes: ((line: string) => boolean) | null = null;
  let quoting = false;
  for (const line of body.split(/\r\n|\n|\r/)) {
    if (closes !== null) {
      if (closes(line)) closes = null;
      continue;
    }
    const blank = line.trim() === '';
    // A line right below a quote belongs to it, until a blank one parts them.
    quoting = !blank && (quoting || /^ {0,3}>/.test(line));
    if (blank || quoting) continue;
    closes = opensBlock(line);
    if (closes === null && !/^(?: {4}| {0,3}\t)/.test(line)) spoken.push(line);
  }
  return spoken;
}

/** How the block ends that begins in this line; null where none does. */
function opensBlock(line: string): ((line: string) => boolean) | null {
  const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
  if (fence !== undefined) {
    // A closing fence is at least as long and carries nothing else.
    const end = new RegExp(`^ {0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*$`);
    return (later) => end.test(later);
  }
  const hidden = line.lastIndexOf('<!--');
  if (hidden >= 0 && !line.includes('-->', hidden)) return (later) => later.includes('-->');
  if (/<pre\b/i.test(line) && !/<\/pre>/i.test(line)) return (later) => /<\/pre>/i.test(later);
  return null;
}
