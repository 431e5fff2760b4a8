// Whoever skips the work is quick: nothing that says less than before may pass as the same answer.
import { expect, it } from 'vitest';
import type { Answer } from '../../src/measure/behaviour/answer.ts';
import { compareAnswers } from '../../src/measure/behaviour/compare-answers.ts';

const whole: Answer = {
  status: 200,
  headers: new Map([['content-type', 'application/json']]),
  body: { kind: 'json', value: { items: [{ id: 1 }, { id: 2 }, { id: 3 }] } },
};
const empty = { kind: 'empty' } as const;

it.each<readonly [string, Answer | null]>([
  ['no answer', null],
  ['an empty body', { ...whole, body: empty }],
  ['304', { ...whole, status: 304, body: empty }],
  ['204', { ...whole, status: 204, body: empty }],
  ['an error', { ...whole, status: 500, body: { kind: 'json', value: { error: 'busy' } } }],
  ['an error told as success', { ...whole, body: { kind: 'json', value: { error: 'busy' } } }],
  ['a shorter list', { ...whole, body: { kind: 'json', value: { items: [{ id: 1 }, { id: 2 }] } } }],
  ['an empty list', { ...whole, body: { kind: 'json', value: { items: [] } } }],
  ['fields left out', { ...whole, body: { kind: 'json', value: { items: [{}, {}, {}] } } }],
  ['a text that is cut', { ...whole, body: { kind: 'text', lines: ['{"items":[{"id":1}'] } }],
])('%s is another answer', (_what, answer) => {
  expect(compareAnswers(whole, answer)).not.toEqual([]);
});
