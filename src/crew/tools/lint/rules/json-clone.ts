// A deep copy by way of text.
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const jsonClone: Rule = {
  id: 'json-clone',
  category: 'json_clone',
  cost: 'writes and parses the whole value',
  severity: 'medium',
  confidence: 'high',
  why: 'The whole value becomes text and is parsed again; dates, undefined and Maps are lost on the way.',
  mend: 'Use `structuredClone(value)`, or copy only the part that is changed.',
  bad: `export const copy = (config) => JSON.parse(JSON.stringify(config));`,
  good: `export const copy = (config) => structuredClone(config);`,
  check: ({ calls }) =>
    calls.flatMap(({ node, callee, args: [text] }) => {
      const inner = text === undefined ? null : bare(text);
      const isClone =
        pathOf(callee) === 'JSON.parse' &&
        inner?.type === 'CallExpression' &&
        pathOf(inner.callee) === 'JSON.stringify' &&
        inner.arguments.length === 1;
      return isClone ? [{ node, message: 'A value is copied by writing and parsing JSON.' }] : [];
    }),
};
