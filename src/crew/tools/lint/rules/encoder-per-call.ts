// Encoders, formatters and parsers without state, made at each call.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { isConstant } from './constant-set-per-call.ts';
import { isScript } from './sync-io.ts';

const REUSABLE =
  /^(TextEncoder|TextDecoder|DOMParser|XMLSerializer|Intl\.\w+|(\w+\.)?(Ajv|Turndown|MarkdownIt|Showdown))$/;

export const encoderPerCall: Rule = {
  id: 'encoder-per-call',
  category: 'expensive_construct',
  alsoCategories: ['hoist_invariant'],
  cost: 'its making, at each call',
  severity: 'low',
  confidence: 'low',
  why: 'It keeps nothing between calls that would make it unfit to be shared; Intl objects load tables of a language each time.',
  mend: 'Make it once in the module.',
  bad: `export function bytes(text) { return new TextEncoder().encode(text); }`,
  good: `const ENCODER = new TextEncoder();
  export function bytes(text) { return ENCODER.encode(text); }`,
  check: ({ calls, functionOf, path, repeats }) =>
    isScript(path)
      ? []
      : calls.flatMap(({ node, callee, isNew, args }) => {
          const made = pathOf(callee);
          const isSame = args.every((arg) => isConstant(arg));
          // In a loop another rule says so.
          const isLoop = made.startsWith('Intl.') && repeats(node).length > 0;
          // A decoder with `{ stream: true }` keeps what is left of the last chunk.
          if (!isNew || !REUSABLE.test(made) || !isSame || isLoop || functionOf(node) === null) return [];
          const isDear = made.startsWith('Intl.') || repeats(node).length > 0;
          const message = `\`new ${made}\` is the same at each call.`;
          return [{ node, message, ...(isDear ? { confidence: 'medium' as const } : {}) }];
        }),
};
