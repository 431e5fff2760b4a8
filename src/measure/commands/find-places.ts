// Reads out of a command's output which changed file, and which line of it, the command complains about.
import type { Diff } from '../../change/diff.ts';
import type { Location } from '../../core/location.ts';
import { prefixOf } from './changed-files.ts';

export interface Places {
  /** Files named in the output: changed ones first, then others. */
  readonly clues: readonly string[];
  /** The first line of a changed file that is named. */
  readonly location: Location | null;
}

interface Mention {
  readonly path: string;
  readonly at: number;
  readonly line: number | null;
}

const CLUES = 10;
const ANY_PATH = /(?:[\w@.-]+\/)*[\w@.-]+\.(?:[cm]?[jt]sx?|vue|svelte|css|scss|json|sql|py|go|rs|rb)\b/g;

/** `directory` is the folder the command ran in, from the root of the repository; paths in the output are relative to it. */
export function findPlaces(output: string, diff: Diff, directory: string): Places {
  const prefix = prefixOf(directory);
  const mentions = diff.files
    .filter((file) => file.status !== 'deleted')
    .flatMap(({ path }) => mentionsOf(path, prefix, output))
    .toSorted((one, other) => one.at - other.at);
  const changed = mentions.map(({ path }) => path);
  const others = output.match(ANY_PATH) ?? [];
  const first = mentions.find(({ line }) => line !== null);
  return {
    clues: [...new Set([...changed, ...others])].slice(0, CLUES),
    location: first?.line ? { path: first.path, line: first.line, side: 'head' } : null,
  };
}

function mentionsOf(path: string, prefix: string, output: string): readonly Mention[] {
  const name = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  const found: Mention[] = [];
  for (let at = output.indexOf(name); at !== -1; at = output.indexOf(name, at + name.length)) {
    // Not the tail of a longer name.
    if (/[\w@-]$/.test(output.slice(Math.max(0, at - 1), at))) continue;
    const line = lineBehind(output.slice(at + name.length, at + name.length + 200));
    found.push({ path, at, line });
    if (found.length === 50) break;
  }
  return found;
}

/** `:12:5`, `(12,5)` as tsc writes, or the file on a line of its own with `  12:5  error` below as ESLint writes. */
function lineBehind(rest: string): number | null {
  const match = /^(?::(\d+)|\((\d+),\d+\)|[ \t]*\n[ \t]+(\d+):\d+)/.exec(rest);
  const line = Number(match?.[1] ?? match?.[2] ?? match?.[3] ?? 0);
  return line > 0 ? line : null;
}
