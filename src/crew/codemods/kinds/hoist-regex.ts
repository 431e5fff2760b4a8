// `new RegExp('…')` on each call, or a pattern in a loop, made once for the module.
import type { Expression, NewExpression, CallExpression, Node } from '@babel/types';

import type { Source } from '../../tools/lint/source.ts';
import type { Codemod, CodeSubject, Mend } from '../codemod.ts';
import { constantOf, isGlobal, isString } from '../constants.ts';
import { hoist } from '../hoist.ts';

export const hoistRegex = {
  id: 'hoist-regex',
  why: 'The pattern is compiled or copied on each call. It is the same each time: made of constants, without the flag y, without g where a search would remember its place, and only searched with, never handed on, compared or changed.',
  risk: 'low',
  bad: "export function isDay(text) {\n  return new RegExp('^\\\\d{4}-\\\\d\\\\d$', 'u').test(text);\n}\n",
  good: "const PATTERN = new RegExp('^\\\\d{4}-\\\\d\\\\d$', 'u');\n\nexport function isDay(text) {\n  return PATTERN.test(text);\n}\n",
  find(subject) {
    const { code } = subject;
    const made = code.calls.flatMap(({ node }) =>
      node.type === 'OptionalCallExpression' ? [] : fromConstants(node, code),
    );
    const literals = code.tree
      .of('RegExpLiteral')
      .filter((node) => code.repeats(node).length > 0 || isTold(node, subject))
      .map((node) => ({ expression: node, flags: node.flags }));
    return [...made, ...literals].flatMap((pattern) => mend(subject, pattern));
  },
} as const satisfies Codemod;

interface Pattern {
  readonly expression: Expression;
  readonly flags: string;
}

function isTold(node: Node, { lintFindings }: CodeSubject): boolean {
  return lintFindings.some(
    ({ category, line }) => category === 'regex_in_hot_path' && line === node.loc?.start.line,
  );
}

function fromConstants(node: NewExpression | CallExpression, code: Source): readonly Pattern[] {
  if (!isGlobal(node.callee, 'RegExp', code) || node.arguments.length > 2) return [];
  const [source, flags = ''] = node.arguments.map(constantOf);
  if (typeof source !== 'string' || typeof flags !== 'string') return [];
  try {
    // A pattern that throws must go on throwing where it stands.
    void new RegExp(source, flags);
  } catch {
    return [];
  }
  return [{ expression: node, flags }];
}

function mend(subject: CodeSubject, { expression, flags }: Pattern): readonly Mend[] {
  if (flags.includes('y')) return [];
  const { code } = subject;
  const found = hoist(subject, {
    expression,
    title: `Make the pattern ${short(code.textOf(expression))} once`,
    wantedName: 'PATTERN',
    isHarmless: (use) => isSearch(use, flags, code),
  });
  return found === null ? [] : [found];
}

const ON_STRINGS = /^(replace|replaceAll|match|matchAll|split|search)$/;

/** `/…/.test(x)`, or a string's own method, which starts anew each time. */
function isSearch(use: Node, flags: string, code: Source): boolean {
  const call = code.calls.find(({ object, args }) => object === use || args[0] === use);
  if (call === undefined || call.object === null || call.isNew) return false;
  if (call.object === use) return /^(test|exec)$/.test(call.name) && !flags.includes('g');
  return ON_STRINGS.test(call.name) && isString(call.object, code);
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
