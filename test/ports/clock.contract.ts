// What every Clock promises, the fake one included.
import { expect, test } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';

export function clockContract(open: () => Clock): void {
  test('sleeping lets at least that much time pass', async () => {
    const clock = open();
    const [startedAt, begun] = [clock.now(), clock.elapsed()];
    await clock.sleep(20);
    // Timers of Node may fire up to a millisecond early.
    expect(clock.elapsed() - begun).toBeGreaterThanOrEqual(19);
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(18);
  });

  test('sleep ends with the reason of the signal', async () => {
    const reason = new Error('enough');
    await expect(open().sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
}
