import { describe, expect, test } from 'vitest';
import { codeSpan, escapeProse } from '../../../src/core/markdown/escape-markdown.ts';
import { fence } from '../../../src/core/markdown/fence.ts';
import { fitParts } from '../../../src/report/markdown/fit-parts.ts';
import { mermaidChart } from '../../../src/report/markdown/mermaid-chart.ts';
import { sortMetrics } from '../../../src/report/select/sort-metrics.ts';
import { neutralReport, slowReport } from '../../report/build-report.ts';

describe('escapeProse', () => {
  test.each([
    ['order_items has *no* index', 'order\\_items has \\*no\\* index'],
    ['a | b', 'a \\| b'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['@everyone', '@&#8203;everyone'],
    ['fixes #12', 'fixes #&#8203;12'],
    ['GH-3', 'GH-&#8203;3'],
    ['https://evil.example', 'https:&#8203;//evil.example'],
    ['www.evil.example', 'www&#8203;.evil.example'],
    ['$1', '<span>$</span>1'],
    ['# not a title', '\\# not a title'],
    ['- not a list', '\\- not a list'],
    ['1. not a list', '1&#8203;. not a list'],
    ['deadbeef42', 'dea&#8203;dbeef42'],
    ['12345678 rows', '12345678 rows'],
    ['two\n\nlines', 'two lines'],
    ['0.6 → 5.1 ms (×8.5)', '0.6 → 5.1 ms (×8.5)'],
  ])('%j → %j', (text, escaped) => {
    expect(escapeProse(text)).toBe(escaped);
  });
});

describe('codeSpan', () => {
  test.each([
    ['GET /api', '`GET /api`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['a|b', '<code>a\\|b</code>'],
    ['', '` `'],
    ['@team #1', '`@team #1`'],
  ])('%j → %j', (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });
});

test('a fence is longer than any run inside', () => {
  expect(fence('````\ntext', { lines: 9, characters: 99 })).toBe('`````text\n````\ntext\n`````');
});

describe('mermaidChart', () => {
  test('draws bars of how many times worse, eight at most', () => {
    expect(mermaidChart(sortMetrics(slowReport()).changed)).toMatchInlineSnapshot(`
      "\`\`\`mermaid
      %%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#d1602a"}}, "xyChart": {"width": 760, "height": 420}}}%%
      xychart-beta horizontal
          title "Times worse than base (1 = the same)"
          x-axis ["GET /api/orders · Queries per request", "/ · Script bytes", "orders of a customer · Buffers touched", "orders of a customer · Planner cost", "GET /api/recommendati… · Server CPU per request", "GET /api/recommendati… · Latency p50", "GET /api/recommendati… · Throughput", "orders of a customer · Execution time"]
          y-axis "times" 0 --> 186.38
          bar [25.50, 29.41, 68.67, 78.36, 8.50, 11.61, 11.20, 177.50]
      \`\`\`"
    `);
  });

  test('one bar is no chart', () => {
    expect(mermaidChart(sortMetrics(neutralReport()).changed)).toBeNull();
  });

  test('no label leaves its quotes or its line', () => {
    const rows = sortMetrics(slowReport()).changed.map((row) => ({
      ...row,
      target: '"]\nbar [1]\n```%%{',
      label: '\\"]',
    }));
    const labels = /x-axis \[(.*)\]$/m.exec(mermaidChart(rows) ?? '')?.[1] ?? '';
    expect(labels.split(', ')).toHaveLength(8);
    for (const label of labels.split(', ')) expect(label).toMatch(/^"[\p{L}\p{N} /.:_·…-]+"$/u);
  });
});

test('the lightest part gives way first; a kept part stays', () => {
  const part = (name: string, weight: number, kept: boolean) => ({
    name,
    weight,
    kept,
    variants: [() => name.repeat(8), () => name.repeat(4)],
  });
  const fit = (limit: number) =>
    fitParts([part('a', 3, true), part('b', 1, false), part('c', 2, false)], {
      limit,
      measure: (text) => text.length,
      assemble: (texts, missing) =>
        [...texts, missing.shortened.join(''), missing.leftOut.join('')].join('.'),
    });
  expect(fit(100)).toBe('aaaaaaaa.bbbbbbbb.cccccccc..');
  expect(fit(25)).toBe('aaaaaaaa.bbbb.cccccccc.b.');
  expect(fit(22)).toBe('aaaaaaaa..cccccccc..b');
  expect(fit(1)).toBe('aaaa...a.bc');
});
