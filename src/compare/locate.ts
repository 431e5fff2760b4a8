// Puts a finding on the changed line that most likely caused it, by the words its gauge noticed.
import type { Location } from '../core/location.ts';
import { type ChangedLine, type ChangedLines, locationOf, wordsOf } from './changed-lines.ts';
import { causeWeight, isSql } from './cause-weight.ts';

/**
 * Every changed line is scored by the clue words it holds, whole words only: an early clue counts more than a late one, a
 * rare word more than a common one (inverse document frequency: Spärck Jones, J. Documentation 28, 1972), an added line
 * more than a deleted one, code more than tests and prose. Where no changed line holds any, the kept lines around are
 * asked, each for the changed line next to it. Null when nothing fits.
 */
export function locate(clues: readonly string[], changed: ChangedLines): Location | null {
  return bestLine(clues, changed) ?? bestLine(clues, { ...changed, places: changed.nearby });
}

function bestLine(clues: readonly string[], changed: ChangedLines): Location | null {
  const scores = new Map<number, number>();
  for (const [rank, clue] of clues.slice(0, MOST_CLUES).entries()) {
    for (const [index, score] of scoreClue(clue, changed)) {
      scores.set(index, (scores.get(index) ?? 0) + score / 2 ** rank);
    }
  }
  const namesIndex = clues.some((clue) => /_(idx|index|key|pkey)$|^(idx|ix|index)_/i.test(clue));
  let best: { readonly line: ChangedLine; readonly score: number } | null = null;
  for (const [index, score] of scores) {
    const line = changed.lines[index];
    if (line === undefined) continue;
    const weighed = score * weightOf(line, namesIndex);
    if (best === null || weighed > best.score || (weighed === best.score && isBefore(line, best.line))) {
      best = { line, score: weighed };
    }
  }
  return best === null ? null : locationOf(best.line);
}

/** The words worth looking for: those of the clues without the grammar of SQL, code and routes. */
export function clueWords(clue: string): string[] {
  return [...new Set(wordsOf(clue))].filter((word) => word.length > 2 && !GRAMMAR.has(word));
}

function scoreClue(clue: string, { lines, places }: ChangedLines): Map<number, number> {
  const words = clueWords(clue);
  const file = fileNameIn(clue);
  const held = new Map<number, { matched: number; rarity: number }>();
  for (const word of words) {
    const found = places.get(word) ?? [];
    const rarity = Math.log1p(lines.length / found.length);
    for (const index of found) {
      if (file !== null && lines[index]?.text.toLowerCase().includes(file) !== true) continue;
      const soFar = held.get(index) ?? { matched: 0, rarity: 0 };
      held.set(index, { matched: soFar.matched + 1, rarity: soFar.rarity + rarity });
    }
  }
  // A line that holds two of a statement's ten words says little: the share of words found counts squared.
  const phrase = clue.toLowerCase();
  return new Map(
    [...held].map(([index, { matched, rarity }]) => {
      const whole = words.length > 1 && (lines[index]?.text.toLowerCase().includes(phrase) ?? false);
      return [index, rarity * (matched / words.length) ** 2 * (whole ? 2 : 1)];
    }),
  );
}

/** The words of a file's name (`fake-database.js`) are found everywhere: it must stand there whole. */
function fileNameIn(clue: string): string | null {
  return (
    /^\S*?([^/\s]+\.(?:[cm]?[jt]sx?|css|scss|sql|html?|json|vue|svelte|py|rb|go|rs|php|java|svg|png|jpe?g|webp|avif|gif|woff2?))$/i
      .exec(clue)?.[1]
      ?.toLowerCase() ?? null
  );
}

function weightOf({ path, side }: ChangedLine, namesIndex: boolean): number {
  return (namesIndex && isSql(path) ? 1.5 : causeWeight(path)) * (side === 'head' ? 1 : 0.6);
}

function isBefore(one: ChangedLine, other: ChangedLine): boolean {
  return one.path === other.path ? one.line < other.line : one.path < other.path;
}

const MOST_CLUES = 12;

const GRAMMAR = new Set(
  `and any api are array asc async await but case class const def delete desc else end export exists false for from func
  function get group having head http https import index inner insert into join key left let like limit new not null offset
  order outer post put patch return right select self set static table the then this true type unique update use using
  values var void when where while with`.split(/\s+/),
);
