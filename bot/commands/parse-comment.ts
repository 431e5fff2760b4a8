// Finds the command in a comment: alone on one of the first lines, never in code, quotes or the middle of a sentence.
import { nearest } from '../../src/config/nearest.ts';
import { COMMANDS, type CommandName, type ParsedComment } from './command.ts';
import { spokenLines } from './spoken-lines.ts';

const MAXIMUM_LENGTH = 65_536;
/** A command stands near the top; further down it is somebody telling a story. */
const LINES_LOOKED_AT = 5;
const SAID_LENGTH = 40;

export function parseComment(body: string): ParsedComment {
  if (body.length > MAXIMUM_LENGTH) return { kind: 'nothing' };
  for (const line of spokenLines(body).slice(0, LINES_LOOKED_AT)) {
    const parsed = parseLine(line);
    if (parsed.kind !== 'nothing') return parsed;
  }
  return { kind: 'nothing' };
}

/** `/perfcrew <command> [sha=<commit>]`, or without the first word where the command is no everyday one. */
function parseLine(line: string): ParsedComment {
  if (!line.startsWith('/')) return { kind: 'nothing' };
  const [first = '', ...others] = line
    .slice(1)
    .trim()
    .split(/[ \t]+/);
  const qualified = first.toLowerCase() === 'perfcrew';
  const [word = 'help', ...rest] = qualified ? others : [first, ...others];
  const name = word.toLowerCase();
  const sha = rest.length === 1 ? shaOf(rest[0] ?? '') : null;
  // More words than a commit make a sentence, not a command.
  const whole = rest.length === 0 || sha !== null;
  if (isCommand(name) && whole && (qualified || name !== 'help')) {
    return { kind: 'command', command: { name, sha } };
  }
  if (!qualified) return { kind: 'nothing' };
  const said =
    others
      .join(' ')
      .replaceAll(/[^\w .=-]/g, '')
      .slice(0, SAID_LENGTH) || '?';
  const guess = nearest(name.slice(0, SAID_LENGTH), Object.keys(COMMANDS));
  return { kind: 'unknown', said, nearest: guess !== null && isCommand(guess) ? guess : null };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function shaOf(word: string): string | null {
  return /^(?:sha=)?([0-9a-f]{7,40})$/i.exec(word)?.[1]?.toLowerCase() ?? null;
}
