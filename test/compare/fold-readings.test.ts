// A cause that was measured is told once, however many have read of it.
import { describe, expect, test } from 'vitest';
import { foldReadings, type Placed } from '../../src/compare/fold-readings.ts';
import type { GateId } from '../../src/core/gate-id.ts';

function placed(
  gate: GateId,
  line: number,
  more: { readonly kind?: string; readonly path?: string } = {},
): Placed {
  const { kind = 'some-kind', path = 'lib/orders.js' } = more;
  return {
    draft: {
      finding: {
        kind,
        gate,
        target: gate,
        severity: 'warning',
        title: `${gate} says so`,
        detail: `why ${gate} says so`,
        evidence: { base: null, head: null },
      },
      location: null,
      clues: [],
      route: null,
      subject: '',
      size: 0,
    },
    location: { path, side: 'head', line },
  };
}

const told = (all: readonly Placed[]) =>
  foldReadings(all).map(({ draft: { finding } }) => `${finding.gate}: ${finding.detail}`);

describe('what was read', () => {
  test.each([
    [20, ['load: why load says so\nRead in line 20: static says so']],
    [23, ['load: why load says so\nRead in line 23: static says so']],
    [24, ['load: why load says so', 'static: why static says so']],
  ])('in line %i, where line 20 was measured', (line, expected) => {
    expect(told([placed('load', 20), placed('static', line)])).toEqual(expected);
  });

  test('goes along when its own host is taken in', () => {
    expect(told([placed('static', 22), placed('performance-oracle', 25), placed('load', 20)])).toEqual([
      'load: why load says so\nRead in line 22: static says so\nRead in line 25: performance-oracle says so',
    ]);
  });

  test('is not hidden by an improvement, another file, a failing test, or another subject', () => {
    const apart = (other: Placed, own: Placed) => expect(told([other, own])).toHaveLength(2);
    apart(placed('load', 20, { kind: 'improvement' }), placed('static', 20));
    apart(placed('load', 20, { path: 'lib/users.js' }), placed('static', 20));
    apart(placed('test', 20), placed('static', 20));
    apart(placed('load', 20), placed('security', 20));
    apart(placed('static', 20), placed('security-sentinel', 20));
    apart({ ...placed('load', 20), location: null }, placed('static', 20));
  });
});
