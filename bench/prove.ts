// The prover against patches whose truth is known: none that is wrong may come through, and real improvements must.
import { parseArgs } from 'node:util';
import { BENCH_OPTIONS, positive } from './kit/bench-options.ts';
import { mergeEnvironments, resultFile, sameMachine } from './kit/result-file.ts';
import { PACKAGE_CASES } from './prove/package-cases.ts';
import type { PatchCase } from './prove/patch-case.ts';
import { proveCase } from './prove/prove-case.ts';
import { missedGoals, proveResultSchema, renderProve, type ProveResult } from './prove/result.ts';
import { SHOP_CASES } from './prove/shop-cases.ts';
import { openSubject } from './prove/subject.ts';
import { trueRatio } from './prove/true-ratio.ts';

const { values } = parseArgs({
  options: {
    ...BENCH_OPTIONS,
    /** Only cases whose id contains this. */
    only: { type: 'string', default: '' },
  },
});
const minutes = positive('minutes', values.minutes ?? '0.4');
const seed = positive('seed', values.seed);
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort()).once('SIGTERM', () => interruption.abort());

const file = resultFile('prove', proveResultSchema, values.results);
const known = values.resume ? file.read() : null;
let result: ProveResult = known ?? {
  command: 'node bench/prove.ts',
  finishedAt: new Date().toISOString(),
  environment: null,
  trials: [],
};
const done = new Set(result.trials.map(({ id }) => id));
for (const one of [...PACKAGE_CASES, ...SHOP_CASES]) {
  if (done.has(one.id) || !one.id.includes(values.only)) continue;
  await using subject = await openSubject(one);
  const proof = await proveCase(one, subject, {
    seed,
    // Requests of two processes and a database settle later than a loop does.
    minutes: one.subject.kind === 'shop' ? Math.max(minutes, 0.7) : minutes,
    signal: interruption.signal,
  });
  sameMachine(result.environment, proof.evidence.environment, file.path);
  const [headline] = proof.gains;
  result = {
    ...result,
    finishedAt: proof.evidence.finishedAt,
    environment: mergeEnvironments(result.environment, proof.evidence.environment),
    trials: [
      ...result.trials,
      {
        id: one.id,
        truth: one.truth,
        title: one.title,
        source: sourceOf(one),
        trueRatio: one.subject.kind === 'package' ? await trueRatio(subject) : null,
        outcome: proof.outcome,
        reason: proof.reason,
        toldRatio: headline?.ratio ?? null,
        durationMs: Math.round(proof.evidence.durationMs),
      },
    ],
  };
  file.write(result);
  const last = result.trials.at(-1);
  console.error(
    `${one.truth.padEnd(9)} ${one.id.padEnd(24)} ${last?.trueRatio?.toFixed(3) ?? '     '} ${proof.outcome} ${(proof.evidence.durationMs / 1000).toFixed(0)} s: ${proof.reason}`,
  );
}
console.log(renderProve(result));
if (missedGoals(result).length > 0) process.exitCode = 1;

function sourceOf({ subject }: PatchCase): string {
  if (subject.kind === 'shop') return `shop (${subject.on})`;
  const { name, version, licence } = subject.project;
  return `${name} ${version} (${licence})`;
}
