// Brackets of a fragment made whole, so that lines cut out of the middle of a file can be read by a parser.
const PARTNER: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** What holds brackets that do not count: comments and strings on one line. */
const SKIPPED = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g;

/** What a brace most likely belongs to that is opened before the text: a function, a method, or a class around one. */
export type Surroundings = 'function' | 'method' | 'class';

export function balance(text: string, surroundings: Surroundings = 'function'): string {
  const open: string[] = [];
  const missing: string[] = [];
  const code = text.replaceAll(SKIPPED, (found) => ' '.repeat(found.length));
  for (let at = 0; at < code.length; at += 1) {
    const character = code[at] ?? '';
    if (character in CLOSER) open.push(character);
    const partner = PARTNER[character];
    if (partner === undefined) continue;
    if (open.at(-1) === partner) open.pop();
    else missing.push(partner === '{' ? braceBefore(code.slice(at + 1, at + 40)) : partner);
  }
  if (open.length === 0 && missing.length === 0 && surroundings === 'function') return text;
  const closers = open.map((bracket) => CLOSER[bracket] ?? '').reverse();
  const openers = missing.reverse();
  const plain = openers.flatMap((opener, index) => (opener === '{' ? [index] : []));
  for (const [depth, index] of plain.entries()) openers[index] = openerOf(depth, surroundings);
  const isBare = surroundings === 'method' || (surroundings === 'class' && plain.length === 0);
  const [before, after] = isBare ? ['class Fragment {', '}'] : ['', ''];
  return `${before}${openers.join(' ')}${text}\n${closers.join('')}${after}`;
}

/** From the outermost inwards. */
function openerOf(depth: number, surroundings: Surroundings): string {
  if (surroundings === 'function') return 'async function part() {';
  const names = surroundings === 'method' ? ['async part() {'] : ['class Part {', 'async part() {'];
  return names[depth] ?? '{';
}

/** `} else {` closes an if. */
function braceBefore(rest: string): string {
  if (/^\s*else\b/.test(rest)) return 'if (part) {';
  if (/^\s*(catch|finally)\b/.test(rest)) return 'try {';
  return '{';
}

/** A comment that began before the text or ends after it, blanked. */
export function withoutCutComments(text: string): string {
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, ' ');
  const close = text.indexOf('*/');
  const first = text.indexOf('/*');
  const isCutBefore =
    close !== -1 && (first === -1 || close < first) && /^\s*\*/m.test(text.slice(0, close + 2));
  const head = isCutBefore ? blank(text.slice(0, close + 2)) + text.slice(close + 2) : text;
  const last = head.lastIndexOf('/*');
  const isCutAfter =
    last !== -1 && !head.includes('*/', last) && /^\s*$/.test(head.slice(0, last).split('\n').at(-1) ?? '');
  return isCutAfter ? head.slice(0, last) + blank(head.slice(last)) : head;
}
