import { describe, expect, it } from 'vitest';
import type { LintFinding } from '../../../src/crew/tools/lint/finding.ts';
import type { Finding } from '../../../src/compare/finding.ts';
import { changedLines } from '../../../src/crew/work/changed-lines.ts';
import { bottlenecksCsv } from '../../../src/crew/work/profiler/bottlenecks-csv.ts';
import type { HotFunction } from '../../../src/crew/work/profiler/hot-function.ts';
import { placeSuspects } from '../../../src/crew/work/profiler/place-suspects.ts';
import { rankBottlenecks } from '../../../src/crew/work/profiler/rank-bottlenecks.ts';
import { suspectsOfDeletions } from '../../../src/crew/work/profiler/suspects-of-deletions.ts';
import { suspectsOfFindings } from '../../../src/crew/work/profiler/suspects-of-findings.ts';
import { suspectsOfProfiles } from '../../../src/crew/work/profiler/suspects-of-profiles.ts';
import { suspectsOfLint } from '../../../src/crew/work/profiler/suspects-of-lint.ts';
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
  busyShare: 1,
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

  it('names the line in a hot function that somebody calls dear, and not another function', () => {
    const profiled = { source: 'profile', kind: 'hot-function', title: 'the function', share: 0.6 };
    const ranked = rankBottlenecks(
      [
        suspect({ ...profiled, within: { line: 1, endLine: 70 }, title: 'the one around' }),
        suspect({ ...profiled, within: { line: 20, endLine: 40 } }),
        suspect({
          source: 'linter',
          kind: 'spread',
          title: 'the line',
          advice: 'push',
          location: { path: 'lib/a.js', line: 35, side: 'head' },
        }),
      ],
      { times: [time('GET /a', 10, 50)], weights: NO_WEIGHTS },
    );
    expect(
      ranked.map(({ title, advice, location, sources }) => [title, advice, location?.line, sources]),
    ).toEqual([
      ['the one around', 'mend', 10, ['profile']],
      ['the line', 'push', 35, ['profile', 'linter']],
    ]);
  });

  it('gives what was measured the blame, and what only looks dear a part of it', () => {
    const at = (path: string, facts: Partial<Suspect>) =>
      suspect({ ...facts, title: path, location: { path, line: 1, side: 'head' } });
    const ranked = rankBottlenecks(
      [at('a.js', { source: 'linter' }), at('b.js', {}), at('c.js', { source: 'profile', share: 0.4 })],
      { times: [time('GET /a', 0, 15)], weights: NO_WEIGHTS },
    );
    expect(ranked.map(({ title, cost }) => [title, cost.perRequestMs, cost.basis])).toEqual([
      ['b.js', 10, 'measured'],
      ['c.js', 6, 'profiled'],
      ['a.js', 1, 'measured'],
    ]);
  });

  it('takes no profile of a target that waits for more than the time it computes', () => {
    const times = [{ ...time('GET /a', 100, 100), busyShare: 0.1 }];
    const hot = suspect({ origin: 'before', share: 0.5 });
    expect(rankBottlenecks([hot], { times, weights: NO_WEIGHTS })[0]?.cost.perRequestMs).toBe(5);
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

describe('placeSuspects', () => {
  const lost = suspect({ location: null, targets: ['job'], source: 'review (command)' });
  const changed = new Map(['lib/a.js', 'lib/b.js'].map((path) => [path, new Set([6, 7])]));
  const hot = (path: string, totalShare: number): HotFunction => ({
    target: 'job',
    name: 'work',
    path,
    line: 1,
    endLine: 9,
    selfShare: 0,
    totalShare,
    hotLines: [],
  });
  const nowhere = () => [];
  const placed = (suspects: readonly Suspect[], functions: readonly HotFunction[]) =>
    placeSuspects(suspects, { changed, hot: functions, targetsReaching: nowhere })[0]?.location;

  it('stands beside another voice about the target, or about what no target is known to reach', () => {
    const seen = suspect({ targets: ['job'], source: 'profile', share: 0.5 });
    const guessed = suspect({ targets: [], source: 'linter' });
    const elsewhere = suspect({ targets: ['GET /other'], source: 'linter' });
    expect(placed([lost, guessed, seen], [])).toEqual(seen.location);
    expect(placed([lost, elsewhere, guessed], [])).toEqual(guessed.location);
    expect(placed([lost, { ...seen, origin: 'before' }], [])?.path).toBe('lib/a.js');
  });

  it('else stands where the change is and the target spends its time', () => {
    expect(placed([lost], [hot('lib/a.js', 0.1), hot('lib/b.js', 0.8)])).toEqual({
      path: 'lib/b.js',
      line: 6,
      side: 'head',
    });
  });
});

it('blames a hot function on the change only where the target got slower', () => {
  const seen: HotFunction = {
    target: 'job',
    name: 'work',
    path: 'lib/a.js',
    line: 1,
    endLine: 9,
    selfShare: 0.5,
    totalShare: 0.6,
    hotLines: [8, 4],
  };
  const of = (regressed: readonly string[]) =>
    suspectsOfProfiles([seen], (_, line) => line === 4, new Set(regressed)).map(({ origin, location }) => [
      origin,
      location?.line,
    ]);
  expect(of(['job'])).toEqual([['change', 4]]);
  expect(of(['GET /other'])).toEqual([['before', 4]]);
});

it('tells what the change no longer gives back, unless it does so elsewhere', () => {
  const kept = 'once() {\n  on();\n  emit();\n}\n';
  const base = [{ path: 'lib/a.js', text: kept.replace('emit', 'this.off(name);\n  emit') }];
  const hunk = { baseStart: 2, headStart: 2, lines: ['   on();', '-  this.off(name);', '   emit();'] };
  const of = (text: string) =>
    suspectsOfDeletions({
      files: [{ path: 'lib/a.js', hunks: [hunk] }],
      base,
      head: [{ path: 'lib/a.js', text }],
      targetsReaching: () => ['GET /a'],
    }).map(({ kind, location, targets }) => [kind, location?.line, targets]);
  expect(of(kept)).toEqual([['release-removed', 3, ['GET /a']]]);
  expect(of(`${kept}function end() { this.off(name); }\n`)).toEqual([]);
});

it('takes the lines that meet where some were deleted for changed', () => {
  const of = (lines: readonly string[]) => {
    const file = { path: 'a.js', hunks: [{ headStart: 10, lines: [...lines] }] };
    return [...(changedLines({ files: [file] }).get('a.js') ?? [])];
  };
  expect(of([' a', '-gone', '-gone', ' b'])).toEqual([10, 11]);
  expect(of([' a', '-old', '+new', ' b'])).toEqual([11]);
  expect(of([' a', '+new', ' b', '-gone'])).toEqual([11, 12, 13]);
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

it('does not blame a hot function on the small things in it that were there before', () => {
  const lintFinding = (facts: Partial<LintFinding>): LintFinding => ({
    rule: 'prefix-of-one',
    category: 'micro_string',
    cost: 'a call',
    severity: 'low',
    confidence: 'high',
    path: 'lib/router.js',
    line: 15,
    endLine: 15,
    message: 'small',
    why: 'a call',
    mend: 'compare',
    ...facts,
  });
  const hot = [
    {
      target: 'GET /a',
      name: 'route',
      path: 'lib/router.js',
      line: 10,
      endLine: 30,
      selfShare: 0.2,
      totalShare: 0.3,
      hotLines: [],
    },
  ];
  const findings = [lintFinding({}), lintFinding({ severity: 'high', message: 'quadratic' })];
  const kept = (isChanged: boolean) =>
    suspectsOfLint(findings, { hot, targetsReaching: () => ['GET /a'], isChanged: () => isChanged }).map(
      ({ title }) => title,
    );
  expect(kept(false)).toEqual(['quadratic']);
  expect(kept(true)).toEqual(['quadratic', 'small']);
});
