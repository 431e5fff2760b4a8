// What a review has not yet said, for those who read the code before anything of it is measured.
import type { Evidence } from '../crew/work/evidence.ts';

export const NOT_MEASURED_YET: Pick<Evidence, 'measurements' | 'findings' | 'comparison' | 'verdict'> = {
  measurements: [],
  findings: [],
  comparison: { document: 'comparison', version: 1, metrics: [], unmeasured: [] },
  verdict: {
    document: 'verdict',
    version: 1,
    conclusion: 'neutral',
    headline: 'Not measured yet',
    reasons: [],
  },
};
