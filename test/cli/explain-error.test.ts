// What a person reads when a verb ends by an error.
import { expect, test } from 'vitest';
import { explainError } from '../../src/cli/explain-error.ts';
import { Problem } from '../../src/core/problem.ts';

const problem = new Problem('no-chrome', { what: 'No Chrome is installed.', mend: 'Install one.' });
const untidy = new Error('EBUSY: /tmp/checkout');
const calm = { version: '1.2.3', interrupted: false };

test('a problem: what happened and the one mend', () => {
  expect(explainError(problem, calm)).toEqual({
    exitCode: 2,
    text: 'perfcrew: No Chrome is installed.\n→ Install one.\n',
  });
});

test('a bug: with its stack', () => {
  const { exitCode, text } = explainError(new TypeError('x is undefined'), calm);
  expect(exitCode).toBe(3);
  expect(text).toMatch(/^perfcrew: this is a bug in perfcrew 1\.2\.3\. .*\nTypeError: x is undefined\n +at /);
});

test('what is thrown need not be an error', () => {
  expect(explainError('nonsense', calm)).toMatchObject({
    exitCode: 3,
    text: expect.stringContaining('nonsense\n'),
  });
});

test('an interrupt, whatever it was thrown as', () => {
  const expected = {
    exitCode: 2,
    text: 'perfcrew: interrupted; worktrees, servers and databases are gone.\n',
  };
  for (const error of [problem, new Error('socket hang up'), undefined]) {
    expect(explainError(error, { ...calm, interrupted: true })).toEqual(expected);
  }
});

test('what could not be tidied up is told beside what went wrong first, and never claimed to be gone', () => {
  const both = new SuppressedError(new Error('port in use'), new SuppressedError(untidy, problem));
  expect(explainError(both, calm)).toEqual({
    exitCode: 2,
    text: `perfcrew: No Chrome is installed.
→ Install one.
While tidying up: EBUSY: /tmp/checkout
While tidying up: port in use
→ The next run in this repository clears away what is left.
`,
  });
  expect(explainError(both, { ...calm, interrupted: true }).text).toMatchInlineSnapshot(`
    "perfcrew: interrupted.
    While tidying up: EBUSY: /tmp/checkout
    While tidying up: port in use
    → The next run in this repository clears away what is left.
    "
  `);
});
