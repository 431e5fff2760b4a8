// Finds the command in a comment: at the start of one of the first lines, never in code, quotes or the middle of a sentence.
import { COMMANDS, type CommandName, type ParsedComment } from './command.ts';

const MAXIMUM_LENGTH = 65_536;
/** A command stands near the top; further down it is somebody telling a story. */
const LINES_LOOKED_AT = 5;

export function parseComment(body: string): ParsedComment {
  if (body.length > MAXIMUM_LENGTH) return { kind: 'nothing' };
  for (const line of spokenLines(body).slice(0, LINES_LOOKED_AT)) {
    const match = /^\/(?:(perfcrew)(?:[ \t]+|$))?([a-z][a-z-]*)?((?:[ \t]+\S+)*)[ \t]*$/i.exec(line);
    if (match === null) continue;
    const [, prefix, word = '', rest = ''] = match;
    const qualified = prefix !== undefined;
    const name = (word === '' && qualified ? 'help' : word).toLowerCase();
    if (isCommand(name) && (qualified || name !== 'help')) {
      return { kind: 'command', command: { name, sha: shaOf(rest) } };
    }
    if (qualified) return { kind: 'unknown', word, nearest: nearestCommand(name) };
  }
  return { kind: 'nothing' };
}

/** Non-blank lines outside fences, indented code and quotes. */
function spokenLines(body: string): readonly string[] {
  const spoken: string[] = [];
  let fence: string | null = null;
  for (const line of body.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && mark.startsWith(fence)) fence = null;
      continue;
    }
    if (mark !== undefined) fence = mark;
    else if (line.trim() !== '' && !/^(?: {4}|\t|\s*>)/.test(line)) spoken.push(line);
  }
  return spoken;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function shaOf(rest: string): string | null {
  return /(?:^|\s)(?:sha=)?([0-9a-f]{7,40})(?:\s|$)/i.exec(rest)?.[1]?.toLowerCase() ?? null;
}

function nearestCommand(word: string): CommandName | null {
  const near = Object.keys(COMMANDS).find((name) => distance(word, name) <= 2);
  return near !== undefined && isCommand(near) ? near : null;
}

/** Levenshtein distance (Wagner and Fischer 1974). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
