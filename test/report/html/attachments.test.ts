// What the page embeds beside the report: whole pairs, within its limit, under a policy that allows exactly that.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ATTACHMENT_LIMITS, type Attachment } from '../../../src/report/attachments.ts';
import { FLAME_SCRIPT, FLAME_SCRIPT_HASH } from '../../../src/report/html/flame/flame-script.ts';
import { PAGE_SCRIPT_HASH } from '../../../src/report/html/page-script.ts';
import {
  PLAN_OPENER,
  PLAN_OPENER_HASH,
  PLAN_STYLE,
  PLAN_VIEWER,
  PLAN_VIEWER_HASH,
} from '../../../src/report/html/plans/plan-script.ts';
import { renderHtml } from '../../../src/report/html/render-html.ts';
import { DOT_PNG, illustratedReport } from '../build-report.ts';

const { report, attachments } = illustratedReport();
const page = renderHtml(report, attachments);

/** The same attachments, one of them replaced. */
function withAttachment(path: string, attachment: Attachment): string {
  return renderHtml(report, new Map([...attachments, [path, attachment]]));
}

function policyOf(html: string): string {
  return /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';
}

describe('the policy', () => {
  test('names each script by hash and pictures of the page alone', () => {
    const hash = `sha256-${createHash('sha256').update(FLAME_SCRIPT).digest('base64')}`;
    expect(FLAME_SCRIPT_HASH, 'run `npm run generate`').toBe(hash);
    for (const [text, named] of [
      [PLAN_OPENER, PLAN_OPENER_HASH],
      [PLAN_VIEWER, PLAN_VIEWER_HASH],
    ] as const) {
      expect(`sha256-${createHash('sha256').update(text).digest('base64')}`).toBe(named);
    }
    expect(policyOf(page)).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; script-src '${PAGE_SCRIPT_HASH}' '${hash}' '${PLAN_OPENER_HASH}' '${PLAN_VIEWER_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(page).toContain(`<script>${FLAME_SCRIPT}</script>`);
  });

  test('allows no more than the page needs', () => {
    const plain = renderHtml(report);
    expect(policyOf(plain)).not.toMatch(/img-src|' 'sha256/);
    expect(plain).not.toContain('<img');
    expect(plain).not.toContain(FLAME_SCRIPT.slice(0, 200));
    expect(plain).not.toContain(PLAN_OPENER);
    expect(plain).not.toContain('id="plan-viewer"');
  });

  test.each([
    ['flame graphs', FLAME_SCRIPT],
    ['plans', PLAN_VIEWER],
    ['plans, their opener', PLAN_OPENER],
  ])('the viewer of %s cannot end its own element, and asks for nothing from outside', (_, script) => {
    expect(script).not.toMatch(/<\/script|<!--|\bfetch\(|XMLHttpRequest|\beval\(|new Function/i);
  });
});

describe('pictures', () => {
  test('base stands beside head', () => {
    const sources = [...page.matchAll(/<figcaption>([^<]*)<\/figcaption><img src="([^"]*)"/g)];
    expect(sources.map(([, caption, source]) => [caption, source])).toEqual([
      ['Screenshot of base', `data:image/png;base64,${DOT_PNG}`],
      ['Screenshot of head', `data:image/png;base64,${DOT_PNG}`],
    ]);
  });

  test.each<Attachment>([
    { encoding: 'base64', content: '"><script>alert(1)</script>' },
    { encoding: 'base64', content: '' },
    { encoding: 'text', content: DOT_PNG },
  ])('what is no picture is not shown: $content', (attachment) => {
    const html = withAttachment('artifacts/page-head.png', attachment);
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).not.toContain('alert(1)');
  });

  test('a pair that does not fit is left out whole, and the page says so', () => {
    const large = { encoding: 'base64', content: 'A'.repeat(ATTACHMENT_LIMITS.totalBytes) } as const;
    const html = withAttachment('artifacts/page-head.png', large);
    expect(html).not.toContain('<img');
    expect(html).toContain('2 pictures, profiles and plans left out: this page holds at most 3 MB of them');
    expect(html).toContain('data-flame');
  });
});

describe('the flame graph', () => {
  test('travels as data, and its functions are readable without script', () => {
    const data = /<script type="application\/json" id="flame-0">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({ n: 'whole request', v: 9840, d: 8110 });
    expect(page).toMatch(
      /<code>itemsOf \(src\/routes\/orders\.js:41\)<\/code><\/th><td class="num">0 ms<\/td><td class="num">7\.8 ms/,
    );
  });

  test('names cannot leave it', () => {
    const content = JSON.stringify({ name: '</script><img src=x onerror=alert(1)>', value: 9, delta: 9 });
    const html = withAttachment('artifacts/flame.json', { encoding: 'text', content });
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('\\u003c/script\\u003e\\u003cimg');
  });
});

describe('plans', () => {
  const path = 'artifacts/query-1-orders-of-a-customer-head.json';
  const withPlan = (content: string) => withAttachment(path, { encoding: 'text', content });

  test('queries stand by what they read on head, and their plans as text beside the viewer', () => {
    const rows = [...page.matchAll(/<th scope="row">([^<]*)<\/th><td>Buffers touched<\/td>/g)];
    expect(rows.map(([, name]) => name)).toEqual(['orders of a customer', 'best sellers']);
    const data =
      /<script type="application\/json" id="plan-0-head">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject([{ Plan: { 'Node Type': 'Sort' } }]);
    expect(page).toContain('<i aria-hidden="true">+</i>└─ Seq Scan on orders');
  });

  test.each(['{', '[]', '[{"Plan": 7}]', `[{"Plan": ${'{"Plans": ['.repeat(9000)}`])(
    'what is no plan is not shown: %.20s',
    (content) => {
      const html = withPlan(content);
      expect(html).toContain('id="plan-0-base"');
      expect(html).not.toContain('id="plan-0-head"');
    },
  );

  test('names cannot leave it', () => {
    const html = withPlan(
      JSON.stringify([{ Plan: { 'Node Type': '</script><img src=x onerror=alert(1)>' } }]),
    );
    expect(html).not.toContain('<img src=x');
  });

  test('one too large for the viewer is left out with its other side, and the page says so', () => {
    const Plan = { 'Node Type': 'Result', Output: ['x'.repeat(ATTACHMENT_LIMITS.planBytes)] };
    const html = withPlan(JSON.stringify([{ Plan }]));
    expect(html).not.toContain('id="plan-0-base"');
    expect(html).toContain('2 pictures, profiles and plans left out');
  });

  test('the viewer and its look add less than 0.7 MB and name no address to load', () => {
    expect(PLAN_VIEWER.length + PLAN_STYLE.length + PLAN_OPENER.length).toBeLessThan(700_000);
    expect(PLAN_STYLE).not.toMatch(/url\(|@import|<\/script/i);
  });
});

test('differences keep their signs, and tables of observations stand with their target', () => {
  expect(page).toContain(
    '<span class="line changed base"><i>−</i>    { &quot;id&quot;: 7, &quot;total&quot;: 41.5, &quot;items&quot;: 3 },</span>',
  );
  expect(page).toContain('<span class="line hunk">@@ body @@</span>');
  expect(page).toContain('100       3,310  30.2 ms  61 ms         0  knee');
  expect(page).toContain('3    24.5 MB   3,000 requests');
});
