// Whether an edited file can still be read: a patch that breaks the language is refused before anybody spends a test on it.
import { parseSource } from '../tools/lint/parse.ts';
import type { SourceFile } from '../source-file.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/;
const WITH_SCRIPTS = /\.(vue|svelte|html?)$/;

/** What is wrong with it, as the end of "it …"; null where nothing is, or where nobody here can read such a file. */
export function brokenBy(before: SourceFile, after: string): string | null {
  const { path, text } = before;
  if (path.endsWith('.json')) return isJson(after) ? null : 'is not JSON any more';
  if (!SCRIPT.test(path) && !WITH_SCRIPTS.test(path)) return null;
  if (isClean(path, after)) return null;
  // A file that could not be read before proves nothing either way.
  return isClean(path, text) ? 'does not parse' : 'cannot be checked, as the file itself does not parse';
}

function isClean(path: string, text: string): boolean {
  const parsed = parseSource(path, text);
  if (parsed === null || (SCRIPT.test(path) && parsed.text !== text)) return false;
  const file: object = parsed.file;
  return !('errors' in file && Array.isArray(file.errors) && file.errors.length > 0);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
