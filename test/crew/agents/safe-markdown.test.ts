// What a model writes for people is text: it opens nothing, calls nobody, and ends no block but its own.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderNote, renderRemarks } from '../../../src/crew/agents/render-remarks.ts';
import { safeMarkdown } from '../../../src/crew/agents/safe-markdown.ts';
import { HOSTILE_TEXTS } from '../../report/hostile.ts';
import { readMarkdown } from '../../report/read-markdown.ts';

const LIVE =
  /(?<!\\)!\[|(?<!\\)\]\(|<(?!span>|\/span>|code>|\/code>)|@(?!&#8203;)|:\/\/|(?<![\\&])#\d|\bwww\./;

test('lists, headings and code keep their meaning', () => {
  expect(
    safeMarkdown('# Pairs\n\n* one `a|b`\n1. two\n> three\n\n```js\nconst a = "![x](y)";\n```\nlast ~~~'),
  ).toMatchInlineSnapshot(`
    "**Pairs**

    - one <code>a\\|b</code>
    1. two
    > three

    \`\`\`text
    const a = "![x](y)";
    \`\`\`
    last \\~\\~\\~"
  `);
});

test('nothing in it is live, whatever is put together', () => {
  const piece = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.constantFrom('```', '~~~', '`', '``', '\n', '- ', '# ', '> ', '    ', '@ada', '#12', '![a](b)', '<b>'),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { fault, outside } = readMarkdown(`${safeMarkdown(pieces.join(''))}\n\n# After\n`);
      expect(fault).toBe(null);
      expect(outside).toContain('# After');
      expect(outside).not.toMatch(LIVE);
    }),
    { seed: 3, numRuns: 500 },
  );
});

test('the name of a model and the reason of a note are no markup either', () => {
  const hostile = '`x` ![a](https://evil.example) <img> @ada\n# Pass';
  const remarks = {
    remarks: ['x'],
    proposals: [],
    doubts: [{ id: hostile, reason: hostile }],
    leftOut: [hostile],
  };
  for (const text of [renderRemarks({ modelName: hostile, ...remarks }), renderNote(hostile)]) {
    expect(readMarkdown(text).outside).not.toMatch(LIVE);
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(1);
  }
});
