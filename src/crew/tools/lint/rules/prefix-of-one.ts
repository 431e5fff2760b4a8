// One character compared by a method made for whole words.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const prefixOfOne: Rule = {
  id: 'prefix-of-one',
  category: 'micro_string',
  cost: 'a call instead of a comparison',
  severity: 'low',
  confidence: 'low',
  why: 'A method is looked up and called with checks of its argument, to compare one character.',
  mend: 'Compare the character: `text[0] === "."`, `text.at(-1) === "/"`; in cold code leave it.',
  bad: `export function hidden(names: string[]) {
    const found = [];
    for (const name of names) { if (name.startsWith('.')) found.push(name); }
    return found;
  }`,
  good: `export function hidden(names: string[]) {
    const found = [];
    for (const name of names) { if (name[0] === '.') found.push(name); }
    return found;
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [sought, from] }) => {
      if (object === null || sought === undefined || from !== undefined || !/^(starts|ends)With$/.test(name))
        return [];
      const text = bare(sought);
      const isOne = text.type === 'StringLiteral' && text.value.length === 1;
      if (!isOne || source.functionOf(node) === null) return [];
      const message = `\`${name}\` compares one character.`;
      return [
        { node, message, ...(source.repeats(node).length > 0 ? { confidence: 'medium' as const } : {}) },
      ];
    }),
};
