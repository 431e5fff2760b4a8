// A regular expression built anew in each turn of a loop.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const regexPerTurn: Rule = {
  id: 'regex-per-turn',
  category: 'regex_in_hot_path',
  cost: 'one compilation per turn',
  severity: 'medium',
  confidence: 'high',
  why: 'A pattern built from a string is parsed and compiled each time before it can match anything.',
  mend: 'Build it once before the loop; where it differs by turn, keep it in a Map, or match all alternatives in one pass.',
  bad: `function strip(lines: string[], word: string) {
    return lines.map((line) => line.replace(new RegExp(word, 'g'), ''));
  }`,
  good: `function strip(lines: string[], word: string) {
    const pattern = new RegExp(word, 'g');
    return lines.map((line) => line.replace(pattern, ''));
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, callee, args: [pattern] }) => {
      const isBuilt = pathOf(callee) === 'RegExp' && pattern !== undefined && source.turns(node).length > 0;
      // A list of patterns made from a list of words is what the mend asks for.
      const [repeat] = source.turns(node);
      const isList =
        repeat?.kind === 'callback' &&
        repeat.node.type === 'ArrowFunctionExpression' &&
        repeat.node.body === node;
      return isBuilt && !isList
        ? [{ node, message: 'A regular expression is compiled in each turn of a loop.' }]
        : [];
    }),
};
