// Brackets of a fragment made whole, so that lines cut out of the middle of a file can be read by a parser.
const PARTNER: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** What holds brackets that do not count: comments and strings on one line. */
const SKIPPED = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g;

export function balance(text: string): string {
  const open: string[] = [];
  const missing: string[] = [];
  const code = text.replaceAll(SKIPPED, (found) => ' '.repeat(found.length));
  for (const character of code) {
    if (character in CLOSER) open.push(character);
    const partner = PARTNER[character];
    if (partner === undefined) continue;
    if (open.at(-1) === partner) open.pop();
    else missing.push(partner);
  }
  if (open.length === 0 && missing.length === 0) return text;
  const closers = open.map((bracket) => CLOSER[bracket] ?? '').reverse();
  // A brace that is opened before the text is most often a function's.
  const openers = missing.map((bracket) => (bracket === '{' ? 'async function part() {' : bracket)).reverse();
  return `${openers.join(' ')}${text}\n${closers.join('')}`;
}
