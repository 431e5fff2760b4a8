// Matrices, with the example of GitHub's documentation.
import { expect, test } from 'vitest';
import { expandMatrix } from './matrix.ts';

test('include widens what agrees and adds what does not', () => {
  expect(
    expandMatrix({
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'cat' },
        { fruit: 'apple', shape: 'circle' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    }),
  ).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

test('exclude takes out, include alone is a list, and 256 is the most', () => {
  expect(expandMatrix({ a: [1, 2], b: [1, 2], exclude: [{ a: 1, b: 2 }] })).toHaveLength(3);
  expect(expandMatrix({ include: [{ gate: 'lint' }, { gate: 'test' }] })).toEqual([
    { gate: 'lint' },
    { gate: 'test' },
  ]);
  expect(() => expandMatrix({ a: Array.from({ length: 257 }, (_, at) => at) })).toThrow('256 jobs');
});
