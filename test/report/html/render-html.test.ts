import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { renderHtml } from '../../../src/report/html/render-html.ts';
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH } from '../../../src/report/html/page-script.ts';
import { markup } from '../../../src/report/html/markup.ts';
import { reportSchema } from '../../../src/report/report.ts';
import { buildReport, manyTargetsReport, neutralReport, quietReport, slowReport } from '../build-report.ts';
import { anyText, cycle, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';

const VOID = new Set(['meta', 'input', 'br']);

/** Every tag in order; a fault where one is not closed or an attribute is not quoted. */
function readTags(page: string): { readonly names: readonly string[]; readonly fault: string | null } {
  const body = page
    .replace(/(<(script|style)\b[^>]*>)[\s\S]*?(<\/\2>)/g, '$1$3')
    .replace('<!doctype html>', '');
  const open: string[] = [];
  const names: string[] = [];
  for (const [whole, slash, name = '', rest = ''] of body.matchAll(/<(\/?)([a-zA-Z!][\w-]*)([^>]*)>/g)) {
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) return { names, fault: `${whole} closes ${last}` };
      continue;
    }
    names.push(name);
    if (!/^(?:\s+[\w:-]+(?:="[^"<>]*")?)*\s*\/?$/.test(rest))
      return { names, fault: `odd attributes in ${whole}` };
    if (!rest.endsWith('/') && !VOID.has(name)) open.push(name);
  }
  const text = body.replace(/<[^>]*>/g, '');
  if (/[<>]/.test(text)) return { names, fault: 'a bare angle bracket' };
  return { names, fault: open.length === 0 ? null : `left open: ${open.join(' ')}` };
}

function embedded(page: string): unknown {
  const json = /<script type="application\/json" id="perfcrew-report">([\s\S]*?)<\/script>/.exec(page)?.[1];
  return JSON.parse(json ?? 'null');
}

const REPORTS = {
  slow: slowReport(),
  quiet: quietReport(),
  neutral: neutralReport(),
  many: manyTargetsReport(),
  hostile: hostileReport(cycle(HOSTILE_TEXTS)),
} as const;

describe.each(Object.entries(REPORTS))('the %s page', (_, report) => {
  const page = renderHtml(report);

  test('is well formed', () => {
    expect(readTags(page).fault).toBeNull();
  });

  test('loads nothing and runs nothing but its own script', () => {
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    const { names } = readTags(page);
    for (const name of [
      'link',
      'img',
      'iframe',
      'object',
      'embed',
      'base',
      'form',
      'image',
      'use',
      'foreignObject',
    ]) {
      expect(names).not.toContain(name);
    }
    const tags =
      page.replace(/<script type="application\/json"[\s\S]*?<\/script>/, '').match(/<[^>]*>/g) ?? [];
    for (const tag of tags)
      expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\s(?:src|srcset|poster|style|on\w+|xlink:href)\s*=/);
    const addresses = tags.flatMap((tag) => /\shref="([^"]*)"/.exec(tag)?.[1] ?? []);
    for (const address of addresses)
      expect(address).toMatch(/^(?:#[a-z]+$|https:\/\/github\.com\/acme\/shop\/blob\/)/);
    expect(page).not.toMatch(/@import|url\(/);
  });

  test('carries the report whole', () => {
    expect(embedded(page)).toEqual(JSON.parse(JSON.stringify(report)));
  });
});

describe('renderHtml', () => {
  const page = renderHtml(slowReport());

  test('its policy allows its script and no other', () => {
    const hash = `sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}`;
    expect(PAGE_SCRIPT_HASH, 'put the new hash of the script into page-script.ts').toBe(hash);
    expect(page.replaceAll('&#39;', "'")).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${hash}'; base-uri 'none'; form-action 'none'">`,
    );
    expect(page).toContain(`<script>${PAGE_SCRIPT}</script>`);
  });

  test('shows each cause with its line and numbers', () => {
    for (const place of [
      'src/routes/orders.js:27–31',
      'migrations/0007_tidy_indexes.sql:3',
      'public/index.html:18',
    ]) {
      expect(page).toContain(place);
    }
    expect(page).toContain('−</i>  -&gt;  Index Scan using orders_customer_id_idx on orders');
    expect(page).toContain('+</i>        -&gt;  Seq Scan on orders');
    expect(page).toContain('34 min');
  });

  test('every chart has words or numbers for who cannot see it', () => {
    for (const svg of page.match(/<svg\b[^>]*(?:width="100%"|viewBox="0 -6)[^>]*>/g) ?? []) {
      expect(svg).toMatch(/aria-hidden="true"|role="img" aria-label="[^"]+"/);
    }
    expect(page).toContain('rounds as a table');
    expect(page).toContain('<caption');
  });

  test('two hundred targets stay below 2 MB', () => {
    expect(renderHtml(manyTargetsReport()).length).toBeLessThan(2_000_000);
  });

  test('no text breaks out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), anyText), { minLength: 1, maxLength: 9 }),
        (texts) => {
          const report = hostileReport(cycle(texts));
          const hostile = renderHtml(report);
          expect(readTags(hostile).fault).toBeNull();
          expect(hostile.match(/<script\b/g)).toHaveLength(2);
          expect(embedded(hostile)).toEqual(JSON.parse(JSON.stringify(report)));
        },
      ),
      { numRuns: 40, seed: 5 },
    );
  });

  test('an empty review is a page too', () => {
    const empty = buildReport({
      measurements: [],
      comparison: { document: 'comparison', version: 1, metrics: [], unmeasured: [] },
      phases: [],
    });
    expect(readTags(renderHtml(empty)).fault).toBeNull();
    expect(reportSchema.parse(embedded(renderHtml(empty)))).toEqual(empty);
  });

  test('rounds without values, from zero and to nothing are drawn', () => {
    const slow = slowReport();
    const metrics = slow.comparison.metrics.map((row, place) => ({
      ...row,
      base: place % 3 === 0 ? null : 0,
      head: place % 3 === 1 ? null : 5,
      ratio: null,
      interval: null,
    }));
    const measurements = slow.measurements.map((measurement) => ({
      ...measurement,
      outcome:
        measurement.outcome.status === 'measured'
          ? {
              ...measurement.outcome,
              series: measurement.outcome.series.map((series) => ({
                ...series,
                rounds: series.rounds.map(({ restart }) => ({ restart, base: null, head: null })),
              })),
            }
          : measurement.outcome,
    }));
    const odd = renderHtml({ ...slow, measurements, comparison: { ...slow.comparison, metrics } });
    expect(readTags(odd).fault).toBeNull();
    expect(odd.replace(/<script type[\s\S]*/, '')).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test('the template escapes all but markup', () => {
  const inner = markup`<b title="${'"\'><'}">${'<i>&'}</b>`;
  expect(markup`<p>${inner}${[inner, 'x\u202E']}${null}${3}</p>`.markup).toBe(
    `<p>${`<b title="&quot;&#39;&gt;&lt;">&lt;i&gt;&amp;</b>`.repeat(2)}x3</p>`,
  );
});
