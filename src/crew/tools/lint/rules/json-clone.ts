// A deep copy by way of text.
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const jsonClone: Rule = {
  id: 'json-clone',
  category: 'json_clone',
  alsoCategories: ['redundant_copy'],
  cost: 'writes and parses the whole value',
  severity: 'medium',
  confidence: 'high',
  why: 'The whole value becomes text and is parsed again; dates, undefined and Maps are lost on the way.',
  mend: 'Use `structuredClone(value)`, or copy only the part that is changed.',
  bad: `export const copy = (config) => JSON.parse(JSON.stringify(config));`,
  good: `export const copy = (config) => structuredClone(config);`,
  check: ({ calls, scopes }) =>
    calls.flatMap(({ node, callee, args: [text] }) => {
      const given = text === undefined ? null : bare(text);
      const named = given?.type === 'Identifier' ? scopes.resolve(given) : null;
      const inner =
        named?.kind === 'const' && named.references.length === 1 && named.init ? bare(named.init) : given;
      const isClone =
        pathOf(callee) === 'JSON.parse' &&
        inner?.type === 'CallExpression' &&
        pathOf(inner.callee) === 'JSON.stringify' &&
        inner.arguments.length === 1;
      return isClone ? [{ node, message: 'A value is copied by writing and parsing JSON.' }] : [];
    }),
};
