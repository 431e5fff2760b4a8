import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { composeCheckRun } from '../../../src/report/check-run/compose-check-run.ts';
import { composePlanCheck } from '../../../src/report/check-run/compose-plan-check.ts';
import { renderJobSummary } from '../../../src/report/summary/render-job-summary.ts';
import { countBytes } from '../../../src/report/text/count-bytes.ts';
import type { Report } from '../../../src/report/report.ts';
import { HEAD_SHA, manyTargetsReport, neutralReport, quietReport, slowReport } from '../build-report.ts';
import { anyText, cycle, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';
import { readMarkdown } from '../read-markdown.ts';

const OPTIONS = { name: 'perfcrew', detailsUrl: 'https://github.com/acme/shop/actions/runs/42' } as const;

describe('composeCheckRun', () => {
  test.each([
    ['pass', 'success', quietReport()],
    ['fail', 'failure', slowReport()],
    ['neutral', 'neutral', neutralReport()],
  ] as const)('a %s concludes as %s', (_, conclusion, report) => {
    expect(composeCheckRun(report, OPTIONS)).toMatchObject({
      name: 'perfcrew',
      headSha: HEAD_SHA,
      status: 'completed',
      conclusion,
      title: report.verdict.headline,
      detailsUrl: OPTIONS.detailsUrl,
    });
  });

  test('puts each cause on its lines and offers buttons', () => {
    const { annotations, actions } = composeCheckRun(slowReport(), OPTIONS);
    expect(annotations.map(({ path, startLine, endLine, level }) => [path, startLine, endLine, level]))
      .toMatchInlineSnapshot(`
      [
        [
          "src/routes/orders.js",
          27,
          31,
          "failure",
        ],
        [
          "migrations/0007_tidy_indexes.sql",
          3,
          3,
          "failure",
        ],
        [
          "src/routes/recommendations.js",
          12,
          24,
          "failure",
        ],
        [
          "public/index.html",
          18,
          18,
          "failure",
        ],
      ]
    `);
    expect(actions.map(({ label }) => label)).toEqual(['Optimize', 'Re-measure']);
    for (const { label, description, identifier } of actions) {
      expect(label.length).toBeLessThanOrEqual(20);
      expect(description.length).toBeLessThanOrEqual(40);
      expect(identifier.length).toBeLessThanOrEqual(20);
    }
  });

  test('stays below 65,535 bytes whatever it is made of', () => {
    const wide = (report: Report): Report => ({
      ...report,
      comparison: {
        ...report.comparison,
        metrics: Array.from({ length: 40 }, () => report.comparison.metrics).flat(),
      },
    });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), anyText), { minLength: 1 }),
        (texts) => {
          const { summary, title } = composeCheckRun(wide(hostileReport(cycle(texts))), OPTIONS);
          expect(countBytes(summary)).toBeLessThanOrEqual(65_535);
          expect(readMarkdown(summary).fault).toBeNull();
          expect(title.length).toBeLessThanOrEqual(250);
          expect(title).not.toMatch(/[\n\u202e]/);
        },
      ),
      { numRuns: 15, seed: 7 },
    );
  });
});

test('while the gates run, the check tells the risk and the plan', () => {
  const { risk, plan } = slowReport();
  expect(composePlanCheck({ risk, plan, headSha: HEAD_SHA, name: 'perfcrew' })).toMatchInlineSnapshot(`
    {
      "actions": [],
      "annotations": [],
      "conclusion": null,
      "detailsUrl": null,
      "headSha": "9d04e6b1c7f83a2255d1908be4a6f7703c2e1d5f",
      "name": "perfcrew",
      "status": "in_progress",
      "summary": "### Risk 55 of 100: thorough

    | Points | Why | Earned by |
    | --: | :-- | :-- |
    | +30 | A path names the domain migration. | \`migrations/0007_tidy_indexes.sql\` |
    | +15 | More than 10 new functions. | \`src/routes/orders.js:27\`, \`src/routes/recommendations.js:12\` |
    | +10 | Touches code and schema together. | \`migrations/0007_tidy_indexes.sql:3\`, \`public/index.html:18\`, \`src/routes/orders.js:27\`, 1 more |

    Policy: \`published\`

    ### Plan

    | Gate | Runs on | Targets | Role | Why | Estimate |
    | :-- | :-- | :-- | :-- | :-- | --: |
    | build | all | – | required | always runs | under a minute |
    | test | affected | – | required | thorough runs what the change affects | 1 min |
    | load | all | \`GET /api/orders\`, \`GET /api/recommendations\` | required | the change touches routes | 3 min |
    | page | all | \`/\` | required | the change touches public/ | 2 min |
    | query | all | \`orders of a customer\`, \`best sellers\` | required | the change touches migrations/ | under a minute |

    Skipped:

    - profile, endurance: only at the comprehensive level
    - security: no word of the diff names it

    Estimated 7 min instead of 41 min for everything (83 % less).
    ",
      "text": null,
      "title": "Risk 55 of 100 (thorough): 5 gates, about 7 min",
    }
  `);
});

test('a plan of a thousand targets fits', () => {
  const { risk, plan } = slowReport();
  const [gate] = plan.gates;
  if (gate === undefined) throw new Error('the fixture plans no gate');
  const targets = Array.from({ length: 1000 }, (_, place) => `€${'|`@'.repeat(60)}${place}`);
  const gates = Array.from({ length: 18 }, () => ({ ...gate, targets }));
  const { summary } = composePlanCheck({ risk, plan: { ...plan, gates }, headSha: HEAD_SHA, name: 'x' });
  expect(countBytes(summary)).toBeLessThanOrEqual(65_535);
});

describe('renderJobSummary', () => {
  test('has room for what the comment leaves out', () => {
    const summary = renderJobSummary(manyTargetsReport());
    expect(summary).toContain('GET /api/search/199');
    expect(readMarkdown(summary).fault).toBeNull();
    expect(countBytes(summary)).toBeLessThan(1_048_576);
  });

  test('never reaches 1 MiB', () => {
    const slow = slowReport();
    const [first] = slow.findings;
    if (first === undefined) throw new Error('the fixture has no finding');
    const evidence = { base: '字|\n'.repeat(20_000), head: '`€`\n'.repeat(20_000) };
    const findings = Array.from({ length: 300 }, () => ({ ...first, evidence, detail: '€$@'.repeat(2_000) }));
    const summary = renderJobSummary({ ...slow, findings });
    expect(countBytes(summary)).toBeLessThanOrEqual(1_000_000);
    expect(readMarkdown(summary).fault).toBeNull();
  });
});
