// Why a pattern can take very long: found on its text, by two shapes that are wrong whatever they match.
// Davis et al., "The Impact of Regular Expression Denial of Service in Practice", ESEC/FSE 2018, names both.

interface Group {
  readonly start: number;
  readonly end: number;
  readonly body: string;
}

/** `(a+)+`: a repeated group whose turn is itself a repeat, with nothing that tells where one turn ends. */
export function findBacktracking(pattern: string, flags: string): string | null {
  const isRepeating = (after: string): boolean => /^([*+]|\{\d+,\})/.test(after);
  for (const { end, body } of groupsOf(pattern)) {
    if (!isRepeating(pattern.slice(end))) continue;
    const alternatives = splitAlternatives(body.replace(/^\?(:|<\w+>)/, ''));
    if (body.startsWith('?') && !/^\?(:|<\w)/.test(body)) continue;
    const loose = alternatives.find(isOnlyRepeat);
    if (loose !== undefined)
      return `The repeated group (${body}) repeats what it holds: its text can be divided in 2ⁿ ways.`;
    const twice = alternatives.find((one, index) => alternatives.indexOf(one) !== index);
    if (twice !== undefined) return `The repeated group (${body}) names one alternative twice.`;
  }
  if (/\((\?:)?(\.\|(\[\\r\\n\]|\\[nsS])|\\s\|\\S|\\S\|\\s)\)[*+]/.test(pattern))
    return 'A choice is made for each character of the repeat: use `[^]` or `[\\s\\S]`, or say what ends it.';
  if (/^\((\.[*+])\)(?!\$?$|\?|\|)/.test(pattern))
    return 'The pattern begins with what matches anything, so each start that fails walks to the end of the line: O(n²).';
  // Between two fixed words, searched everywhere: each opening without a close walks to the end.
  if (flags.includes('g') && /^(\\?[{[(<%$]){2,}\(?\.[*+]\?\)?(\\?[}\])>%$]){2,}$/.test(pattern))
    return 'From each opening without a close the lazy dot walks to the end of the line: O(n²).';
  return null;
}

/** `\w+,?`: one repeated atom, and what else there is may be absent. */
function isOnlyRepeat(alternative: string): boolean {
  const atom = /^(\\[wdsWDS]|\[(?:[^\]\\]|\\.)+\]|\.|[a-z0-9])/i.source;
  return new RegExp(`${atom}[+*]((\\\\?.|\\[(?:[^\\]\\\\]|\\\\.)+\\])[?*])*$`, 'i').test(alternative);
}

function groupsOf(pattern: string): readonly Group[] {
  const found: Group[] = [];
  const open: number[] = [];
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '(' && !inClass) open.push(at);
    else if (character === ')' && !inClass) {
      const start = open.pop();
      if (start !== undefined) found.push({ start, end: at + 1, body: pattern.slice(start + 1, at) });
    }
  }
  return found;
}

function splitAlternatives(body: string): readonly string[] {
  return /[([]/.test(body) ? [body] : body.split('|');
}
