// Where phases stand in time: exactly where their moments are known, and in sequence by their shares otherwise.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeTrace } from '../../../src/io/otlp/compose-trace.ts';
import type { Reviewed, ReviewedPhase } from '../../../src/io/otlp/reviewed.ts';

const FINISHED_MS = Date.UTC(2026, 0, 1, 12);

function reviewed(phases: readonly ReviewedPhase[]): Reviewed {
  const revision = { sha: '0'.repeat(40), ref: 'main' };
  return {
    perfcrew: '1.2.3',
    finishedAt: new Date(FINISHED_MS).toISOString(),
    pullRequest: { repository: null, number: null, base: revision, head: revision },
    risk: { level: 'light' },
    comparison: { metrics: [] },
    verdict: { conclusion: 'pass' },
    phases,
  };
}

/** Name, name of the parent, begin and end in milliseconds since the review began. */
function timesOf(phases: readonly ReviewedPhase[], parent: string | null = null) {
  let count = 0;
  const randomHex = (digits: number) => String((count += 1)).padStart(digits, '0');
  const spans = composeTrace(reviewed(phases), { randomHex, parent });
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  const begun = BigInt(spans[0]?.startTimeUnixNano ?? 0);
  const sinceMs = (time: string) => Number(BigInt(time) - begun) / 1e6;
  return spans.map((span) => [
    span.name,
    names.get(span.parentSpanId ?? '') ?? span.parentSpanId ?? null,
    sinceMs(span.startTimeUnixNano),
    sinceMs(span.endTimeUnixNano),
  ]);
}

describe('the trace of a review', () => {
  test('has phases that overlapped where they really were', () => {
    const phases = [
      {
        name: 'Install',
        durationMs: 70,
        workMs: 100,
        spells: [
          { part: 'base', begunMs: 0, endedMs: 60 },
          { part: 'head', begunMs: 60, endedMs: 100 },
        ],
      },
      { name: 'Databases', durationMs: 90, spells: [{ part: null, begunMs: 40, endedMs: 160 }] },
    ];
    expect(timesOf(phases)).toEqual([
      ['perfcrew review', null, 0, 160],
      ['Install', 'perfcrew review', 0, 100],
      ['base', 'Install', 0, 60],
      ['head', 'Install', 60, 100],
      ['Databases', 'perfcrew review', 40, 160],
    ]);
  });

  test('has them in sequence where only their shares are known, with parts that fit', () => {
    const phases = [
      { name: 'Assess', durationMs: 10 },
      {
        name: 'Measure',
        durationMs: 100,
        workMs: 200,
        parts: [
          { name: 'load', durationMs: 150 },
          { name: 'page', durationMs: 50 },
        ],
      },
    ];
    expect(timesOf(phases)).toEqual([
      ['perfcrew review', null, 0, 110],
      ['Assess', 'perfcrew review', 0, 10],
      ['Measure', 'perfcrew review', 10, 110],
      ['load', 'Measure', 10, 85],
      ['page', 'Measure', 85, 110],
    ]);
  });

  test.for([
    'nonsense',
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    '00-0af7651916cd43dd8448eb211c80319c-b7ad-01',
  ])('begins anew where TRACEPARENT is %s', (parent) => {
    expect(timesOf([], parent)).toEqual([['perfcrew review', null, 0, 0]]);
  });

  test('never has a child outside of its parent', () => {
    const durationMs = fc.double({ min: 0, max: 1e6, noNaN: true });
    const phase = fc.record({
      name: fc.constant('phase'),
      durationMs,
      parts: fc.array(fc.record({ name: fc.constant('part'), durationMs }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(phase, { maxLength: 6 }), (phases) => {
        let count = 0;
        const randomHex = (digits: number) => String((count += 1)).padStart(digits, '0');
        const spans = composeTrace(reviewed(phases), { randomHex, parent: null });
        const byId = new Map(spans.map((span) => [span.spanId, span]));
        for (const span of spans) {
          const parent = byId.get(span.parentSpanId ?? '') ?? span;
          // Each is rounded to the microsecond by itself.
          expect(BigInt(span.startTimeUnixNano) + 1000n).toBeGreaterThanOrEqual(
            BigInt(parent.startTimeUnixNano),
          );
          expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(parent.endTimeUnixNano) + 1000n);
        }
      }),
    );
  });
});
