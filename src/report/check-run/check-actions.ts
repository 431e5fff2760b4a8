// The buttons beside a finished check; the forge allows three, with short words.
import type { CheckRun } from '../../ports/forge.ts';

/** Label at most 20 characters, description 40, identifier 20. */
export const CHECK_ACTIONS: CheckRun['actions'] = [
  { label: 'Optimize', description: 'Run every gate and look for gains', identifier: 'optimize' },
  { label: 'Re-measure', description: 'Measure base against head again', identifier: 're-measure' },
];
