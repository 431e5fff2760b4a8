// How densely V8's profilers sample: enough for a second of load, little enough not to show in it.
import type { Sampling } from '../../ports/profile-driver.ts';

export const SAMPLED_BYTES = 16 * 1024;

export const CPU_SAMPLING: Sampling = { of: 'cpu', intervalUs: 1_000 };
/** What collections freed is counted too. */
export const ALLOCATION_SAMPLING: Sampling = { of: 'allocations', intervalBytes: SAMPLED_BYTES };
/** Only what a collection at the end leaves alive. */
export const LIVE_SAMPLING: Sampling = { of: 'live', intervalBytes: SAMPLED_BYTES };
