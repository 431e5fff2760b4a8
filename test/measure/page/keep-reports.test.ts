import { expect, it } from 'vitest';
import { medianRun } from '../../../src/measure/page/keep-reports.ts';
import { facts } from './facts.ts';

it('takes the run that is most like all others', () => {
  const run = (lcpMs: number, tbtMs: number) => ({
    facts: facts({ lcpMs, tbtMs }),
    reportPath: `${lcpMs}/${tbtMs}`,
  });
  const runs = [run(900, 100), run(1500, 0), run(1510, 105), run(1600, 900), run(2500, 110)];
  expect(medianRun(runs)?.reportPath).toBe('1510/105');
  expect(medianRun([])).toBeNull();
});
