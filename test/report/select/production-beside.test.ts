// Production beside the measurement in every format a person reads, also where names and answers are hostile.
import { expect, test } from 'vitest';
import type { GatePlan } from '../../../src/plan/gate-plan.ts';
import { renderHtml } from '../../../src/report/html/render-html.ts';
import { renderMarkdown } from '../../../src/report/markdown/render-markdown.ts';
import { renderTerminal } from '../../../src/report/terminal/render-terminal.ts';
import { buildReport } from '../build-report.ts';

const { plan: quietPlan, comparison } = buildReport();
const latency = comparison.metrics.find(({ metric }) => metric === 'latency-p95-ms');
const target = latency?.target ?? '';

function reportWith(production: GatePlan['production']) {
  return buildReport({ plan: production === undefined ? quietPlan : { ...quietPlan, production } });
}

const HOSTILE = '<img src=x onerror=alert(1)> @everyone [a](javascript:b)\u001b[31m';

const read: GatePlan['production'] = {
  status: 'read',
  baseline: {
    document: 'production-baseline',
    version: 1,
    window: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-08T00:00:00.000Z', stepMs: 3_600_000 },
    metric: 'http_request_duration_seconds',
    routes: [
      {
        target: 'GET /nobody',
        requestsPerSecond: null,
        requestsPerDay: null,
        peakRequestsPerSecond: null,
        latency: null,
        names: [],
        sharedWith: [],
      },
      {
        target,
        requestsPerSecond: 12.5,
        requestsPerDay: 1_080_000,
        peakRequestsPerSecond: 40,
        latency: { p50Ms: 20, p95Ms: 80, p99Ms: null, isApproximate: true },
        names: [target],
        sharedWith: [],
      },
    ],
    unmatched: [{ name: HOSTILE, requestsPerSecond: 3 }],
    unmatchedLeftOut: 0,
    coverage: 0.8,
  },
  weights: [{ target, weight: 1 }],
};

test('each route is one line, the busiest first, with what it takes here', () => {
  expect(target).not.toBe('');
  const lines = renderTerminal(reportWith(read), { color: false, width: 150 }).split('\n');
  const at = lines.findIndex((line) => line.startsWith(target) && line.includes('≈ 80 ms'));
  expect(lines[at]).toMatch(/12\.5\/s +1 +≈ 80 ms +[\d.]+ ms → [\d.]+ ms/);
  expect(lines[at + 1]).toMatch(/GET \/nobody +not known +– +– +–/);
  const told = lines.join(' ').replaceAll(/\s+/g, ' ');
  expect(told).toContain('The routes take 80 % of its requests.');
  expect(told).toContain('1 of 2 routes have their weight from it.');
  expect(told).toContain('never compared');
});

test('names from production are text in every format', () => {
  const report = reportWith(read);
  expect(renderTerminal(report, { color: false, width: 120 })).not.toContain('\u001b');
  const markdown = renderMarkdown(report, {});
  expect(markdown).toContain('Production beside the measurement');
  expect(markdown).not.toMatch(/<img src=x|@everyone|(?<!\\)\]\(javascript/);
  const html = renderHtml(report);
  expect(html).toContain('<section id="production">');
  expect(html).not.toContain('<img src=x');
});

test('where production did not answer, one line says why and what to do', () => {
  const report = reportWith({
    status: 'failed',
    reason: 'https://p.example could not be reached: ECONNREFUSED',
    mend: 'Check `production.prometheus.url`.',
  });
  const said =
    /No traffic from production, so routes weigh what the configuration says\..*ECONNREFUSED.*Check/s;
  expect(renderTerminal(report, { color: false, width: 100 })).toMatch(said);
  expect(renderMarkdown(report, {})).toMatch(said);
  expect(renderHtml(report)).toMatch(said);
});

test('without production nothing is said of it', () => {
  const report = reportWith(undefined);
  expect(renderTerminal(report, { color: false, width: 100 })).not.toContain('roduction,');
  expect(renderHtml(report)).not.toContain('id="production"');
});
