// A pattern where a plain search of the text would answer.
import type { Rule } from '../rule.ts';
import { isScript } from './sync-io.ts';

/** No more than fixed characters, perhaps tied to an end. */
const PLAIN = /^\^?(?:[\w\s%@#&<>=:;,'"!~`-]|\\[^\w\s])+\$?$/;

export const regexForText: Rule = {
  id: 'regex-for-text',
  category: 'regex_in_hot_path',
  alsoCategories: ['micro_string'],
  cost: 'a pattern object and its engine, for a comparison',
  severity: 'low',
  confidence: 'medium',
  why: 'Nothing in the pattern can match more than one text.',
  mend: 'Use `includes`, `startsWith` or `endsWith`.',
  bad: `export function decode(value) { return /%/.test(value) ? unescape(value) : value; }`,
  good: `export function decode(value) { return value.includes('%') ? unescape(value) : value; }`,
  check: ({ calls, functionOf, path }) =>
    isScript(path)
      ? []
      : calls.flatMap(({ node, name, object }) => {
          const isPlain =
            name === 'test' &&
            object?.type === 'RegExpLiteral' &&
            PLAIN.test(object.pattern) &&
            !/\\[\dbBdDsSwWnrtvfpPkcux]/.test(object.pattern) &&
            object.flags === '';
          if (!isPlain || functionOf(node) === null) return [];
          return [{ node, message: `/${object.pattern}/ looks for a plain text.` }];
        }),
};
