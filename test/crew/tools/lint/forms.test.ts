// The usual forms of each kind of cost are told in their category, and the same places mended are not told at all.
import { describe, expect, test } from 'vitest';
import { lint } from '../../../../src/crew/tools/lint/lint.ts';
import type { Form } from './forms/form.ts';
import { LISTS } from './forms/lists.ts';
import { PAGES } from './forms/pages.ts';
import { TEXTS } from './forms/texts.ts';
import { WAITS } from './forms/waits.ts';
import { WORK } from './forms/work.ts';

const FORMS = [...LISTS, ...TEXTS, ...WAITS, ...PAGES, ...WORK];

describe.each(FORMS.map((form): [string, Form] => [`${form.category}: ${form.name}`, form]))(
  '%s',
  (_, { category, bad, good, path = 'src/example.tsx', isUnsure = false }) => {
    test('is told', () => {
      const told = lint({ path, text: bad, minConfidence: isUnsure ? 'low' : 'medium' }).flatMap((found) => [
        found.category,
        ...(found.alsoCategories ?? []),
      ]);
      expect(told).toContain(category);
    });
    test('is not told once it is mended', () => {
      expect(lint({ path, text: good }).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    });
  },
);
