// JavaScript and TypeScript as the code rules see it: the linter's reading of a file, left out where nobody could be attacked.
import { parseSource } from '../../lint/parse.ts';
import { readSource, type Source } from '../../lint/source.ts';
import type { SourceFile } from '../../../source-file.ts';
import { isGenerated, isMadeUp } from '../place-kind.ts';

/** A tree of more than this is a bundle: reading it takes seconds, and its lines are nobody's. */
const MAXIMUM_CHARACTERS = 600_000;
const LONGEST_MEAN_LINE = 400;

export function readCode({ path, text }: SourceFile): Source | null {
  if (!/\.([cm]?[jt]sx?|vue|svelte|astro|html)$/.test(path) || isMadeUp(path) || isGenerated(path))
    return null;
  if (text.length > MAXIMUM_CHARACTERS || text.length / text.split('\n').length > LONGEST_MEAN_LINE)
    return null;
  const parsed = parseSource(path, text);
  return parsed === null ? null : readSource(path, parsed);
}
