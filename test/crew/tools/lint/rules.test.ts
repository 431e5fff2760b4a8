// Each rule proves itself by its own examples: the bad one is flagged exactly once, the good one by no rule at all.
import { describe, expect, test } from 'vitest';
import { lint } from '../../../../src/crew/tools/lint/lint.ts';
import { RULES } from '../../../../src/crew/tools/lint/rules.ts';
import type { Rule } from '../../../../src/crew/tools/lint/rule.ts';

/** What any caller sees, and what this one rule says, however unsure. */
function rulesFor({ text, id }: { readonly text: string; readonly id: string }): readonly string[] {
  return lint({ path: 'src/example.tsx', text, minConfidence: 'low' })
    .filter(({ rule, confidence }) => rule === id || confidence !== 'low')
    .map(({ rule }) => rule);
}

describe.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s', (id, { bad, good }) => {
  test('flags its bad example once, and no other rule does', () => {
    expect(rulesFor({ text: bad, id })).toEqual([id]);
  });
  test('is silent on its good example, and so are all others', () => {
    expect(rulesFor({ text: good, id })).toEqual([]);
  });
});

test('there are at least 25 rules, each with its own name', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  expect(RULES.length).toBeGreaterThanOrEqual(25);
});
