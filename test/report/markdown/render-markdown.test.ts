import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { renderMarkdown } from '../../../src/report/markdown/render-markdown.ts';
import { buildReport, manyTargetsReport, neutralReport, quietReport, slowReport } from '../build-report.ts';
import { anyText, cycle, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';
import { readMarkdown } from '../read-markdown.ts';

const REPORT_URL = 'https://github.com/acme/shop/actions/runs/42';

describe('renderMarkdown', () => {
  test.each([
    ['slow-branch', slowReport()],
    ['quiet', quietReport()],
    ['neutral', neutralReport()],
  ])('the %s comment', async (name, report) => {
    const text = renderMarkdown(report, { reportUrl: REPORT_URL });
    expect(readMarkdown(text).fault).toBeNull();
    await expect(text).toMatchFileSnapshot(`../../fixtures/reports/${name}.md`);
  });

  test('opens with the marker and the verdict', () => {
    const lines = renderMarkdown(slowReport(), { marker: '<!-- mine -->' }).split('\n');
    expect(lines[0]).toBe('<!-- mine -->');
    expect(lines[1]).toMatch(/^### ❌ Fail: 4 regressions/);
  });

  test('is four visible lines where nothing changed, the noise of today among them', () => {
    const { visible } = readMarkdown(renderMarkdown(quietReport(), { reportUrl: REPORT_URL }));
    expect(visible).toHaveLength(4);
    expect(visible[0]).toContain('Pass');
    expect(visible[1]).toMatch(
      /^Noise here today: base against base differs by up to ±2\.1 % \(Server CPU per request\)/,
    );
    expect(visible[2]).toContain(`[full report](${REPORT_URL})`);
    expect(visible[3]).toContain('What was measured');
  });

  test('shows each cause with its line, and what changed, before anything is opened', () => {
    const visible = readMarkdown(renderMarkdown(slowReport(), {})).visible.join('\n');
    expect(visible).toContain('/src/routes/orders.js#L27-L31)');
    expect(visible).toContain(
      '| ❌ worse | `GET /api/orders` | Queries per request | 2 → 51 | ×25.5 | exact fact |',
    );
    expect(visible).not.toContain('First Contentful Paint');
  });

  test('says what an unmeasured gate needs', () => {
    const text = renderMarkdown(neutralReport(), {});
    expect(readMarkdown(text).visible.join('\n')).toContain('was not measured: no Chrome was found');
    expect(text).toContain('<summary>1 target not measured</summary>');
  });

  test('links to nothing but the forge and the report', () => {
    const text = renderMarkdown(slowReport(), { reportUrl: REPORT_URL });
    const addresses = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(4);
    for (const address of addresses) expect(address).toMatch(/^https:\/\/github\.com\/acme\/shop\//);
  });

  test('a local review has no links, and a report address that is none is left out', () => {
    const slow = slowReport();
    const local = { ...slow, pullRequest: { ...slow.pullRequest, repository: null, number: null } };
    expect(renderMarkdown(local, { reportUrl: 'javascript:alert(1)' })).not.toMatch(/\]\(/);
  });

  test('keeps the lines of a detail apart, and cuts them where there is no room', () => {
    const slow = slowReport();
    const [first] = slow.findings;
    if (first === undefined) throw new Error('the fixture has no finding');
    const text = (detail: string) => renderMarkdown({ ...slow, findings: [{ ...first, detail }] }, {});
    expect(text('Latency p50: 2 ms → 9 ms\n\n- Throughput: 900/s → 100/s')).toContain(
      'Latency p50: 2 ms → 9 ms  \n\\- Throughput: 900/s → 100/s\n',
    );
    expect(text(`${'word '.repeat(200)}\nlast`)).toMatch(/word word…  \n…\n/);
  });

  test('drops the least important parts first and says so', () => {
    const report = manyTargetsReport();
    const whole = renderMarkdown(report, {});
    const short = renderMarkdown(report, { maxCharacters: 6_000 });
    expect(whole).not.toContain('To fit here');
    expect(short.length).toBeLessThanOrEqual(6_000);
    expect(readMarkdown(short).fault).toBeNull();
    expect(short).toMatch(
      /_To fit here, this report left out equivalent metrics, .*\. The full report has everything\._/,
    );
    expect(short).toContain('❌ worse');
  });

  test('findings of one query that rest on the same plans show them once', () => {
    const slow = slowReport();
    const lost = slow.findings.find(({ gate }) => gate === 'query');
    if (lost === undefined) throw new Error('the fixture has no finding of a query');
    const alike = Array.from({ length: 7 }, (_, place) => ({
      ...lost,
      id: `q${place}`,
      title: `Cause ${place}`,
    }));
    const text = renderMarkdown({ ...slow, findings: alike }, {});
    expect(text.match(/^```diff$/gm)).toHaveLength(1);
    expect(text).toContain('**Cause 0**\n\n**Cause 1**\n\n**Cause 2**');
    expect(text).toContain('…and 2 more findings');
  });

  test('five megabytes of findings stay in the limit, quickly', () => {
    const slow = slowReport();
    const [first] = slow.findings;
    if (first === undefined) throw new Error('the fixture has no finding');
    const findings = Array.from({ length: 500 }, (_, place) => ({
      ...first,
      id: `f${place}`,
      title: `$@${'x|`<'.repeat(600)}`,
      detail: '@a #1 $ '.repeat(900),
      evidence: { base: null, head: '`'.repeat(300) },
    }));
    const begun = process.cpuUsage().user;
    const text = renderMarkdown({ ...slow, findings }, {});
    expect((process.cpuUsage().user - begun) / 1e6).toBeLessThan(5);
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(readMarkdown(text).fault).toBeNull();
    expect(text).toContain('more findings in the full report');
  });
});

describe('hostile text', () => {
  const comment = (next: () => string) => renderMarkdown(hostileReport(next), { reportUrl: REPORT_URL });

  test.each(HOSTILE_TEXTS)('%j does no harm', (text) => {
    const rendered = comment(() => text);
    const { fault, outside, visible } = readMarkdown(rendered);
    expect(fault).toBeNull();
    const bare = outside.replace(/\]\(https:\/\/github\.com\/acme\/shop\/[^)]*\)/g, '');
    expect(bare).not.toMatch(/<(?!\/?(?:details|summary|code|span)>|!-- perfcrew:report -->)/);
    expect(bare).not.toMatch(/@\w|(?<!&)#\d|\bGH-\d|:\/\/|www\.|!\[|(?<!\\)\]\(/);
    expect(rendered).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(visible[0]).toMatch(/^### ❌ Fail: /);
    for (const row of outside.split('\n').filter((line) => line.startsWith('| ❌ worse'))) {
      expect(row.replaceAll('\\\\', '').match(/(?<!\\)\|/g)).toHaveLength(7);
    }
  });

  test('no text breaks a fence, a fold, a table or the limit', () => {
    const anything = fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS),
      anyText,
      fc.stringMatching(/^[`~<>|\\/@#$[\]()!-]{0,30}$/),
    );
    fc.assert(
      fc.property(
        fc.array(anything, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1_000, max: 70_000 }),
        (texts, limit) => {
          const text = renderMarkdown(hostileReport(cycle(texts)), { maxCharacters: limit });
          expect(text.length).toBeLessThanOrEqual(limit);
          expect(readMarkdown(text).fault).toBeNull();
        },
      ),
      { numRuns: 60, seed: 20261121 },
    );
  });
});

test('an empty review says so', () => {
  const report = buildReport({
    measurements: [],
    comparison: { document: 'comparison', version: 1, metrics: [], unmeasured: [] },
    phases: [],
  });
  const { fault, visible } = readMarkdown(renderMarkdown(report, {}));
  expect(fault).toBeNull();
  expect(visible[1]).toContain('0 metrics (0 equivalent)');
});
