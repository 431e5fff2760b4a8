// Forms of costs that histories of public repositories show mended are told, and their mended places are silent.
import { describe, expect, test } from 'vitest';
import { lint } from '../../../../src/crew/tools/lint/lint.ts';
import type { Form } from './forms/form.ts';
import { HISTORIES } from './forms/histories.ts';

describe.each(HISTORIES.map((form): [string, Form] => [`${form.category}: ${form.name}`, form]))(
  '%s',
  (_, { category, bad, good, path = 'src/example.ts' }) => {
    test('is told', () => {
      expect(lint({ path, text: bad }).map((found) => found.category)).toContain(category);
    });
    test('is not told once it is mended', () => {
      expect(lint({ path, text: good }).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    });
  },
);
