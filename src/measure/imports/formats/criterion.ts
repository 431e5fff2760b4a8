// cargo bench with criterion: `target/criterion/<benchmark>/new/sample.json`, or `estimates.json` where only that is there.
// criterion calls these files private, and has kept them from 0.3 to 0.7; cargo-criterion's messages are the stable way.
import { z } from 'zod';
import { collect } from '../collect.ts';
import { readAs } from '../read-json.ts';
import { invalid, type Source } from '../refuse.ts';
import { amount, hasKeys, sampled, samples, type Format } from './format.ts';

const mend =
  'Set `results.file` to `target/criterion/**/new/sample.json`, and let the command be `cargo bench`.';

const SAMPLE = {
  /** Nanoseconds that so many iterations took together. */
  schema: z.object({ iters: samples, times: samples }),
  what: "criterion's sample.json",
  mend,
};

const ESTIMATES = {
  schema: z.object({ median: z.object({ point_estimate: amount }) }),
  what: "criterion's estimates.json",
  mend,
};

export const criterion: Format<unknown> = {
  claims: (value) =>
    hasKeys(value, ['iters', 'times', 'sampling_mode']) ||
    hasKeys(value, ['mean', 'median', 'median_abs_dev']),
  parse(value, source) {
    const name = nameOf(source);
    if (!hasKeys(value, ['iters'])) {
      const nanoseconds = readAs(value, ESTIMATES, source).median.point_estimate;
      const numbers = {
        kind: 'summary',
        statistic: 'median',
        value: nanoseconds / 1e6,
        count: null,
      } as const;
      return collect({ format: 'criterion', numbers: [{ name, metric: 'result-ms', numbers }] }, source);
    }
    const { iters, times } = readAs(value, SAMPLE, source);
    const perIteration = perIterationOf(iters, times);
    if (perIteration === null) {
      throw invalid(source, {
        what: 'has another number of times than of iterations, or zero iterations',
        mend,
      });
    }
    const one = sampled({ name, metric: 'result-ms', samples: perIteration, factor: 1e-6 });
    return collect({ format: 'criterion', numbers: [one] }, source);
  },
};

/** Null where the two lists do not belong together. */
export function perIterationOf(iterations: readonly number[], times: readonly number[]): number[] | null {
  if (iterations.length === 0 || iterations.length !== times.length || iterations.some((count) => count <= 0))
    return null;
  return iterations.map((count, index) => (times[index] ?? 0) / count);
}

/** The folders between `criterion` and `new`: the group, the function and the input. */
function nameOf({ path }: Source): string {
  const parts = path.replaceAll('\\', '/').split('/').slice(0, -1);
  const below = parts.slice(parts.lastIndexOf('criterion') + 1);
  const named = below.filter((part, index) => index < below.length - 1 || !['new', 'base'].includes(part));
  return named.length === 0 ? 'criterion' : named.join('/');
}
