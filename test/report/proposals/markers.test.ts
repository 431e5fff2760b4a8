// Hidden lines are read back exactly as they were written, and from nowhere else.
import { describe, expect, test } from 'vitest';
import { readIdeas, readMark, writeIdeas, writeMark } from '../../../src/report/proposals/markers.ts';

const mark = {
  id: 'find-first-1',
  fingerprint: '0123456789abcd',
  onto: 'a'.repeat(40),
  tip: 'b'.repeat(40),
  withdrawn: false,
};

describe('the mark of a proposal', () => {
  test.each([mark, { ...mark, tip: null }, { ...mark, withdrawn: true }])('comes back: %o', (one) => {
    expect(readMark(`${writeMark(one)}\nText`)).toEqual(one);
  });

  test.each([
    `Look: ${writeMark(mark)}`,
    `\n${writeMark(mark)}`,
    `> ${writeMark(mark)}`,
    `${writeMark(mark)} and more`,
    writeMark(mark).replace('find', 'FIND'),
  ])('is only a first line of exactly that form: %s', (text) => {
    expect(readMark(text)).toBeNull();
  });
});

describe('the ideas of a comment', () => {
  const ideas = new Map([
    ['0123456789abcd', 'suggested'],
    ['0123456789abce', 'dismissed'],
  ] as const);

  test('come back from the second line', () => {
    expect(readIdeas(`<!-- perfcrew:report -->\n${writeIdeas(ideas)}\nText`)).toEqual(ideas);
  });

  test('are read from no other line, and what nobody wrote is passed over', () => {
    expect(readIdeas(`<!-- perfcrew:report -->\nText\n${writeIdeas(ideas)}`).size).toBe(0);
    expect(readIdeas(writeIdeas(ideas)).size).toBe(0);
    expect(readIdeas('m\n<!-- perfcrew:ideas 0123456789abcd:loved zz:suggested -->').size).toBe(0);
  });
});
