import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/compare/finding.ts';
import { bottlenecksCsv } from '../../../src/crew/work/profiler/bottlenecks-csv.ts';
import { rankBottlenecks } from '../../../src/crew/work/profiler/rank-bottlenecks.ts';
import { suspectsOfFindings } from '../../../src/crew/work/profiler/suspects-of-findings.ts';
import type { Suspect } from '../../../src/crew/work/profiler/suspect.ts';
import type { TargetTime } from '../../../src/crew/work/profiler/target-times.ts';

const time = (target: string, baseMs: number, headMs: number): TargetTime => ({
  gate: 'load',
  target,
  metric: 'latency-p50-ms',
  label: 'Latency p50',
  baseMs,
  headMs,
  lostMs: Math.max(0, headMs - baseMs),
});

const suspect = (facts: Partial<Suspect>): Suspect => ({
  kind: 'regression',
  title: 'slow',
  location: { path: 'lib/a.js', line: 10, side: 'head' },
  targets: ['GET /a'],
  origin: 'change',
  source: 'review (load)',
  evidence: 'seen',
  advice: 'mend',
  within: null,
  share: null,
  ...facts,
});

const finding = (facts: Partial<Finding>): Finding => ({
  document: 'finding',
  version: 1,
  id: 'f',
  kind: 'regression',
  gate: 'load',
  target: 'GET /a',
  severity: 'error',
  title: 'slow',
  detail: 'seen',
  location: { path: 'lib/a.js', line: 10, side: 'head' },
  evidence: { base: null, head: null },
  ...facts,
});

const NO_WEIGHTS = new Map<string, number>();

describe('rankBottlenecks', () => {
  it('puts what costs its users most first, by time and by how often it is asked', () => {
    const suspects = [
      suspect({ title: 'rare', location: { path: 'a.js', line: 1, side: 'head' }, targets: ['GET /rare'] }),
      suspect({ title: 'often', location: { path: 'b.js', line: 1, side: 'head' }, targets: ['GET /often'] }),
    ];
    const times = [time('GET /rare', 10, 60), time('GET /often', 10, 30)];
    const byTime = rankBottlenecks(suspects, { times, weights: NO_WEIGHTS });
    expect(byTime.map(({ title, cost }) => [title, cost.perRequestMs])).toEqual([
      ['rare', 50],
      ['often', 20],
    ]);
    const weights = new Map([
      ['GET /rare', 0.1],
      ['GET /often', 1.9],
    ]);
    expect(rankBottlenecks(suspects, { times, weights }).map(({ title }) => title)).toEqual([
      'often',
      'rare',
    ]);
  });

  it('makes one of what several say about the same lines, and divides a target among those blamed for it', () => {
    const ranked = rankBottlenecks(
      [
        suspect({ title: 'first' }),
        suspect({
          title: 'the linter',
          kind: 'regex',
          source: 'linter',
          location: { path: 'lib/a.js', line: 12, side: 'head' },
        }),
        suspect({ title: 'elsewhere', location: { path: 'lib/b.js', line: 10, side: 'head' } }),
      ],
      { times: [time('GET /a', 10, 50)], weights: NO_WEIGHTS },
    );
    expect(ranked.map(({ title, sources, cost }) => ({ title, sources, cost }))).toEqual([
      {
        title: 'first',
        sources: ['review (load)', 'linter'],
        cost: { perRequestMs: 20, share: 0.4, weightedMs: 20, basis: 'measured' },
      },
      {
        title: 'elsewhere',
        sources: ['review (load)'],
        cost: { perRequestMs: 20, share: 0.4, weightedMs: 20, basis: 'measured' },
      },
    ]);
  });

  it('takes a hot function and the line in it for one', () => {
    const ranked = rankBottlenecks(
      [
        suspect({ title: 'the line', location: { path: 'lib/a.js', line: 30, side: 'head' } }),
        suspect({ title: 'the function', source: 'profile', within: { line: 10, endLine: 40 }, share: 0.9 }),
      ],
      { times: [time('GET /a', 10, 50)], weights: NO_WEIGHTS },
    );
    expect(ranked.map(({ title, sources }) => [title, sources])).toEqual([
      ['the line', ['review (load)', 'profile']],
    ]);
  });

  it('blames what was there before only by its share of a profile, and nothing without one', () => {
    const ranked = rankBottlenecks(
      [
        suspect({
          origin: 'before',
          share: null,
          title: 'guess',
          location: { path: 'g.js', line: 1, side: 'head' },
        }),
        suspect({
          origin: 'before',
          share: 0.5,
          title: 'hot',
          location: { path: 'h.js', line: 1, side: 'head' },
        }),
      ],
      { times: [time('GET /a', 100, 100)], weights: NO_WEIGHTS },
    );
    expect(ranked.map(({ title, cost }) => [title, cost.perRequestMs, cost.basis])).toEqual([
      ['hot', 50, 'profiled'],
      ['guess', null, 'estimated'],
    ]);
  });

  it('keeps ids over moved lines, and tells two of a kind in one file apart', () => {
    const at = (line: number) => suspect({ location: { path: 'lib/a.js', line, side: 'head' } });
    const costs = { times: [], weights: NO_WEIGHTS };
    const [first] = rankBottlenecks([at(10)], costs);
    const [moved, second] = rankBottlenecks([at(40), at(80)], costs);
    expect(moved?.id).toBe(first?.id);
    expect(second?.id).toBe(`${first?.id}-2`);
  });
});

it('leaves out findings that cost no time while the code runs', () => {
  const findings = [
    finding({ kind: 'regression' }),
    finding({ kind: 'create-index-blocks', gate: 'migration' }),
    finding({ kind: 'improvement' }),
    finding({ kind: 'budget' }),
    finding({ kind: 'script-blocking', gate: 'page', severity: 'note' }),
  ];
  expect(suspectsOfFindings(findings).map(({ kind }) => kind)).toEqual(['regression']);
});

it('writes a table that a spreadsheet reads and never runs', () => {
  const [bottleneck] = rankBottlenecks(
    [suspect({ title: '=HYPERLINK("http://evil", "x")', targets: ['GET /a', 'GET /b'] })],
    { times: [time('GET /a', 10, 50)], weights: NO_WEIGHTS },
  );
  const [head, row, end] = bottlenecksCsv(bottleneck === undefined ? [] : [bottleneck]).split('\r\n');
  expect(head).toMatch(/^rank,id,kind,title,path,line,targets,per_request_ms/);
  expect(row).toContain(
    `"'=HYPERLINK(""http://evil"", ""x"")",lib/a.js,10,GET /a; GET /b,40,0.8,40,measured,change`,
  );
  expect(end).toBe('');
});
