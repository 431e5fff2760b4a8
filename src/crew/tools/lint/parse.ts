// A tree of almost anything that is JavaScript or TypeScript: whole files, Vue's script blocks, and fragments cut out of a file.
import { parse, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';
import { balance, withoutCutComments } from './balance.ts';

export interface Parsed {
  readonly file: File;
  /** What was parsed: offsets of nodes count in it, lines are the given text's. */
  readonly text: string;
}

const SCRIPT = /<script\b[^>]*>([\s\S]*?)<\/script>/gi;
/** Wrappers on the first line, so that lines stay what they were. */
const WRAPPERS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['async function* fragment() {', '\n}'],
  ['class Fragment {', '\n}'],
  ['({', '\n})'],
  ['(', '\n)'],
];

/** Lines that a fragment may lose at its ends to be read at all, and how long it may be for that. */
const MOST_CUT = 6;
const LONGEST_FRAGMENT = 200;

/** Null where no reading makes sense. */
export function parseSource(path: string, text: string): Parsed | null {
  const script = /\.(vue|svelte|astro|html)$/.test(path) ? onlyScripts(text) : text;
  const whole = firstParsed(path, [script, balance(script)]);
  if (whole !== null) return whole;
  const lines = withoutCutComments(script).split('\n');
  if (lines.length > LONGEST_FRAGMENT) return null;
  for (let cut = 0; cut <= MOST_CUT; cut += 1)
    for (let above = 0; above <= cut; above += 1) {
      const rest = lines.map((line, index) =>
        index < above || index >= lines.length - (cut - above) ? '' : line,
      );
      const fragment = rest.join('\n');
      const parsed = firstParsed(path, [
        balance(fragment),
        balance(fragment, 'method'),
        balance(fragment, 'class'),
      ]);
      if (parsed !== null) return parsed;
    }
  return null;
}

function firstParsed(path: string, bodies: readonly string[]): Parsed | null {
  for (const body of new Set(bodies))
    for (const [before, after] of WRAPPERS) {
      const wrapped = `${before}${body}${after}`;
      const file = tryParse(path, wrapped);
      if (file !== null) return { file, text: wrapped };
    }
  return null;
}

/** Everything outside of script blocks blanked, lines kept. */
function onlyScripts(text: string): string {
  let kept = '';
  let at = 0;
  for (const match of text.matchAll(SCRIPT)) {
    const body = match[1] ?? '';
    const start = match.index + match[0].length - body.length - '</script>'.length;
    kept += blank(text.slice(at, start)) + body;
    at = start + body.length;
  }
  return kept + blank(text.slice(at));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

function tryParse(path: string, text: string): File | null {
  const isTyped = !/\.(js|jsx|mjs|cjs)$/.test(path);
  const jsxFirst = !/\.(ts|mts|cts)$/.test(path);
  const typed: ParserPlugin[] = isTyped ? ['typescript'] : ['flow'];
  for (const jsx of jsxFirst ? [true, false] : [false, true]) {
    for (const language of [typed, isTyped ? [] : ['typescript' as const]]) {
      try {
        return parse(text, {
          sourceType: 'unambiguous',
          errorRecovery: true,
          allowReturnOutsideFunction: true,
          allowAwaitOutsideFunction: true,
          allowImportExportEverywhere: true,
          allowSuperOutsideMethod: true,
          allowUndeclaredExports: true,
          plugins: [
            ...language,
            ...(jsx ? (['jsx'] as const) : []),
            'decorators-legacy',
            'explicitResourceManagement',
          ],
        });
      } catch {
        // The next reading.
      }
    }
  }
  return null;
}
