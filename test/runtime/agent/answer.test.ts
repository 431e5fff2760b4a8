// What counts as an answer, and what is said about one that does not.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonAnswer, textAnswer } from '../../../src/runtime/agent/answer.ts';

const answer = jsonAnswer(z.strictObject({ lines: z.array(z.int()) }));

describe('jsonAnswer', () => {
  test.each(['{"lines":[1]}', ' {"lines": [1]}\n', '```json\n{"lines":[1]}\n```', '```\n{"lines":[1]}\n```'])(
    'takes %j',
    (text) => {
      expect(answer.read(text)).toEqual({ isValid: true, output: { lines: [1] } });
    },
  );

  test.each([
    ['', 'not JSON'],
    ['Line 1.', 'not JSON'],
    ['{"lines":[1', 'not JSON'],
    ['{"lines":["1"]}', 'lines.0: Invalid input'],
    ['{"lines":[1],"more":2}', 'Unrecognized key'],
  ])('says of %j: %s', (text, issue) => {
    expect(answer.read(text)).toEqual({ isValid: false, issues: [expect.stringContaining(issue)] });
  });

  test('lists twenty issues and no more', () => {
    const read = answer.read(JSON.stringify({ lines: Array.from({ length: 500 }, () => 'x') }));
    expect(read.isValid ? [] : read.issues).toHaveLength(20);
  });

  test('tells the model the shape', () => {
    expect(answer.jsonSchema).toMatchObject({
      type: 'object',
      required: ['lines'],
      additionalProperties: false,
    });
  });
});

test('a text is an answer unless it is empty', () => {
  expect(textAnswer().read('Line 1.')).toEqual({ isValid: true, output: 'Line 1.' });
  expect(textAnswer().read(' \n')).toMatchObject({ isValid: false });
});

describe('a secret in an answer', () => {
  const redact = (text: string): string => text.replaceAll('the-secret', '[key]');
  const any = jsonAnswer(z.record(z.string(), z.json()));
  const disguised = 'the-secret'.replaceAll(/./g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);

  test.each(['the-secret', disguised])('is taken out of values and names, written as %s', (word) => {
    const text = `{"a":["x ${word}"],"${word}":{"b":"${word}"},"n":1}`;
    expect(any.read(text, redact)).toEqual({
      isValid: true,
      output: { a: ['x [key]'], '[key]': { b: '[key]' }, n: 1 },
    });
  });

  test('is in no complaint about it, and in no free text', () => {
    expect(JSON.stringify(any.read('the-secret', redact))).not.toContain('secret');
    expect(textAnswer().read('It is the-secret.', redact)).toEqual({ isValid: true, output: 'It is [key].' });
  });
});
