// What the benches share: edits that fail loudly, shares told with their uncertainty, trials that never mix machines.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit, linesHolding } from '../../bench/kit/edit.ts';
import { environmentOf, mergeEnvironments, resultFile, sameMachine } from '../../bench/kit/result-file.ts';
import { percentText, shareInterval, shareText } from '../../bench/kit/table.ts';
import { falseAlarmsSchema } from '../../bench/false-alarms/result.ts';
import { TEST_ENVIRONMENT as environment } from '../measure/test-environment.ts';

describe('edits', () => {
  test('the text must stand there once', () => {
    expect(applyEdit('a b c', { path: 'x', from: 'b', to: 'd' })).toBe('a d c');
    expect(() => applyEdit('b b', { path: 'x', from: 'b', to: 'd' })).toThrow(
      'x holds the text to replace 2 times',
    );
    expect(() => applyEdit('a', { path: 'x', from: 'b', to: 'd' })).toThrow('0 times');
  });

  test('lines are numbered from 1, and every fragment must be found', () => {
    expect(linesHolding('one\ntwo\nthree', ['three', 't'])).toEqual([2, 3]);
    expect(() => linesHolding('one', ['two'])).toThrow('No line holds `two`');
  });
});

describe('shares', () => {
  test('a share is told with its count', () => {
    expect([shareText(3, 50), shareText(0, 0), percentText(0.0004), percentText(0.5)]).toEqual([
      '3 of 50 (6.0 %)',
      '0 of 0',
      '0.04 %',
      '50 %',
    ]);
  });

  test('the interval holds the share and stays within 0 and 1', () => {
    assert(
      property(nat(200), nat(200), (one, other) => {
        const [count, of] = [Math.min(one, other), Math.max(one, other, 1)];
        const { low, high } = shareInterval(count, of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(count / of + 1e-12);
        expect(high).toBeGreaterThanOrEqual(count / of - 1e-12);
      }),
    );
  });

  test('no alarm in 50 trials still leaves 7 %: Wilson 1927', () => {
    expect(shareInterval(0, 50).high).toBeCloseTo(0.0713, 4);
  });
});

describe('result files', () => {
  test('what was written is read again, and what is not there is null', () => {
    const directory = mkdtempSync(join(tmpdir(), 'perfcrew-results-'));
    try {
      const file = resultFile('sub/trials', falseAlarmsSchema, directory);
      expect(file.read()).toBeNull();
      const result = { command: 'node x.ts', finishedAt: '2026-01-01T00:00:00Z', environment, trials: [] };
      file.write(result);
      expect(file.read()).toEqual(result);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  test('trials of another machine are refused', () => {
    expect(() => sameMachine(environment, { ...environment, kernel: 'linux 9' }, 'r.json')).toThrow(
      /r\.json holds trials with kernel .*, but this is linux 9/,
    );
    expect(() => sameMachine(null, environment, 'r.json')).not.toThrow();
  });

  test('browser and database are known from the gate that needed them', () => {
    const merged = mergeEnvironments(
      { ...environment, postgres: '18.1' },
      { ...environment, postgres: null },
    );
    expect(merged?.postgres).toBe('18.1');
    expect(environmentOf({ measurements: [] })).toBeNull();
  });
});
