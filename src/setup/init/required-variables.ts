// Variables without which a server refuses to start, as its own sources say it: a check that throws, or a schema of them.
import { lineOf, type Source } from './repository.ts';

export interface RequiredVariable {
  readonly name: string;
  /** A dummy that such a check lets pass. */
  readonly value: string;
  readonly place: string;
}

const CHECKED =
  /if\s*\(\s*!\s*process\.env(?:\.([A-Z]\w*)|\[['"]([A-Z]\w*)['"]\])\s*\)\s*(?:\{[^{}]{0,200}?)?\b(?:throw|process\.exit)\b/g;
/** One line of a zod schema: `SESSION_SECRET: z.string().min(32),`. */
const DECLARED = /^[ \t{]*([A-Z][A-Z0-9_]*)\s*:\s*z\.(string\(|url\(|email\()([^\n]*)$/gm;
const MAY_BE_MISSING = /\.(optional|default|nullish|catch|prefault)\(/;

export function requiredVariables(sources: readonly Source[]): readonly RequiredVariable[] {
  const found = sources.flatMap(({ path, text }) => {
    const place = (index: number): string => `${path}:${lineOf(text, index)}`;
    const checked = [...text.matchAll(CHECKED)].map((match) => ({
      name: match[1] ?? match[2] ?? '',
      value: 'test',
      place: place(match.index),
    }));
    if (!text.includes('process.env')) return checked;
    const declared = [...text.matchAll(DECLARED)]
      .filter((match) => !MAY_BE_MISSING.test(match[3] ?? ''))
      .map((match) => ({
        name: match[1] ?? '',
        value: dummyFor(`${match[2] ?? ''}${match[3] ?? ''}`),
        place: place(match.index + match[0].search(/[A-Z]/)),
      }));
    return [...checked, ...declared];
  });
  return [...new Map(found.toReversed().map((one) => [one.name, one])).values()].toReversed();
}

function dummyFor(rule: string): string {
  if (/\burl\(/.test(rule)) return 'http://localhost';
  if (/\bemail\(/.test(rule)) return 'test@example.com';
  const length = Number(/\.(?:min|length)\(\s*(\d+)/.exec(rule)?.[1] ?? 0);
  return length > 200 ? 'test' : 'test'.padEnd(length, '-test');
}
