// The sentence a proven patch is told by.
import { expect, test } from 'vitest';
import { gainSentence } from '../../../src/report/proposals/gain-sentence.ts';
import { buildGain } from './build-proof.ts';

const sure = (confidence: number): string =>
  gainSentence({ gain: buildGain(0.5, { interval: { low: 0.49, high: 0.51, confidence } }) });

test('no interval is told as certain', () => {
  expect(sure(0.95)).toContain('at 95 %');
  expect(sure(0.996)).toContain('at 99.6 %');
  expect(sure(0.9995)).toContain('at 99.95 %');
});
