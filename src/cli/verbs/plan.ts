// `perfcrew plan`: which gates the risk deserves, and the jobs that run them.
import { planReview } from '../../run/plan-review.ts';
import { printJson } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const planVerb: Verb = {
  summary: 'choose the gates the risk deserves and the jobs that run them',
  options: ['base', 'head', 'title', 'config', 'level', 'run-directory', 'json', 'quiet'],
  async run(context) {
    const { terminal, options } = context;
    await using session = await openSession(context);
    const pullRequest = await session.pullRequest();
    const config = await session.config(pullRequest);
    const { plan } = await planReview(
      { ...session, pullRequest, config },
      { ...session.world, environment: session.environment },
    );
    if (options.json) {
      printJson(plan, terminal.stdout);
      return 0;
    }
    const gates = plan.gates.map(
      (gate) =>
        `  ${gate.gate.padEnd(10)} ${gate.subset.padEnd(9)} ${gate.reason}${gate.required ? '' : ' (not required)'}`,
    );
    const skipped = plan.skipped.map(({ gate, reason }) => `  ${gate.padEnd(20)} ${reason}`);
    const head = `Level ${plan.level}: ${plan.gates.length} gates, about ${plan.estimatedMinutes} of ${plan.fullMinutes} minutes`;
    terminal.stdout.write(`${[head, ...gates, 'Skipped:', ...skipped].join('\n')}\n`);
    return 0;
  },
};
