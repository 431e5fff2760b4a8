// Which proofs a reader gets to see.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import { fingerprintOf } from '../../../src/report/proposals/fingerprint.ts';
import { isLowRisk } from '../../../src/report/proposals/low-risk.ts';
import { selectProofs } from '../../../src/report/proposals/select-proofs.ts';
import { whyHeld } from '../../../src/report/proposals/why-held.ts';
import { buildGain, buildProof, FAST, PATCH, SLOW } from './build-proof.ts';

const nothing = { dismissed: new Set<string>(), raised: new Set<string>(), least: 0.05 };
const patchOf = (index: number): string => unifiedDiff(`src/${index}.js`, SLOW, FAST);
const ratioed = (index: number, ratio: number) =>
  buildProof({ proposal: { id: `p-${index}`, patch: patchOf(index) }, gains: [buildGain(ratio)] });
const ids = (selected: readonly { readonly proof: { readonly proposal: { readonly id: string } } }[]) =>
  selected.map(({ proof }) => proof.proposal.id);

describe('a proof is told', () => {
  test('only when it is proven, felt, and worth telling', () => {
    const proofs = [
      buildProof({ proposal: { id: 'felt', patch: patchOf(1) } }),
      buildProof({ proposal: { patch: patchOf(2) }, outcome: 'not-faster' }),
      buildProof({ proposal: { patch: patchOf(3) }, gains: [buildGain(0.9, { detectable: 0.12 })] }),
      buildProof({ proposal: { patch: patchOf(4) }, gains: [buildGain(0.96, { detectable: 0.01 })] }),
      buildProof({ proposal: { patch: patchOf(5) }, gains: [] }),
    ];
    expect(ids(selectProofs(proofs, nothing))).toEqual(['felt']);
  });

  test('by a later gain where the first is not felt', () => {
    const gains = [buildGain(0.9, { detectable: 0.2 }), buildGain(0.8)];
    expect(selectProofs([buildProof({ gains })], nothing)[0]?.gain.ratio).toBe(0.8);
  });

  test('by what is gone where no ratio can be told, and by throughput', () => {
    const exact = buildGain(1, { ratio: null, before: 3, after: 0, interval: null, detectable: null });
    const more = buildGain(2, { unit: 'per-sec' });
    expect(selectProofs([buildProof({ gains: [exact] })], nothing)[0]?.size).toBe(1);
    expect(selectProofs([buildProof({ gains: [more] })], nothing)[0]?.size).toBe(0.5);
  });

  test('among the three largest, those first that stand already', () => {
    const proofs = [ratioed(1, 0.9), ratioed(2, 0.3), ratioed(3, 0.7), ratioed(4, 0.5)];
    expect(ids(selectProofs(proofs, nothing))).toEqual(['p-2', 'p-4', 'p-3']);
    const standing = new Set([fingerprintOf(patchOf(1))]);
    expect(ids(selectProofs(proofs, { ...nothing, standing, raised: standing }))).toEqual([
      'p-1',
      'p-2',
      'p-4',
    ]);
  });

  test('once in a repository', () => {
    const known = new Set([fingerprintOf(PATCH)]);
    expect(selectProofs([buildProof()], { ...nothing, raised: known })).toEqual([]);
    expect(selectProofs([buildProof()], { ...nothing, dismissed: known, standing: known })).toEqual([]);
    expect(selectProofs([buildProof(), buildProof()], nothing)).toHaveLength(1);
  });
});

test('a fingerprint outlives moved lines and new indentation, and nothing else', () => {
  const shift = (text: string) => `// a line more\n// and one more\n${text}`;
  expect(fingerprintOf(unifiedDiff('src/one.js', shift(SLOW), shift(FAST)))).toBe(fingerprintOf(PATCH));
  const indent = (text: string) => text.replaceAll(/^export/gm, '  export');
  expect(fingerprintOf(unifiedDiff('src/one.js', indent(SLOW), indent(FAST)))).toBe(fingerprintOf(PATCH));
  expect(fingerprintOf(unifiedDiff('src/two.js', SLOW, FAST))).not.toBe(fingerprintOf(PATCH));
  expect(fingerprintOf(unifiedDiff('src/one.js', FAST, SLOW))).not.toBe(fingerprintOf(PATCH));
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), (above, below) => {
      const moved = (text: string) => `${'a\n'.repeat(above)}${text}${'z\n'.repeat(below)}`;
      expect(fingerprintOf(unifiedDiff('src/one.js', moved(SLOW), moved(FAST)))).toBe(fingerprintOf(PATCH));
    }),
    { numRuns: 30 },
  );
});

test('low risk takes tests that ran', () => {
  expect(isLowRisk(buildProof())).toBe(true);
  expect(isLowRisk(buildProof({ tests: 'absent' }))).toBe(false);
  expect(isLowRisk(buildProof({ proposal: { risk: 'medium' } }))).toBe(false);
  const { checks, ...rest } = buildProof();
  expect(isLowRisk({ ...rest, checks: checks.filter(({ check }) => check !== 'passes tests') })).toBe(false);
});

test('each that is not told has its reason', () => {
  const known = new Set([fingerprintOf(buildProof().proposal.patch)]);
  expect(whyHeld(buildProof(), nothing)).toBe('at most 3 are told at a time');
  expect(whyHeld(buildProof(), { ...nothing, dismissed: known, raised: known })).toMatch(/turned it down/);
  expect(whyHeld(buildProof(), { ...nothing, raised: known })).toMatch(/told before/);
  expect(whyHeld(buildProof({ gains: [] }), nothing)).toMatch(/too small/);
});
