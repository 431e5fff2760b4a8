// `perfcrew assess`: how dangerous is this change, point by point.
import { assess } from '../../run/assess.ts';
import { printJson } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const assessVerb: Verb = {
  summary: 'judge the risk of the change, 0 to 100, with every point explained',
  options: ['base', 'head', 'title', 'config', 'level', 'run-directory', 'json', 'quiet'],
  async run(context) {
    const { terminal, options } = context;
    await using session = await openSession(context);
    const pullRequest = await session.pullRequest();
    const { diff, risk } = await assess(
      { pullRequest, request: session.request },
      await session.config(pullRequest),
      session.world.git,
    );
    await session.folder.write('pull-request', pullRequest);
    await session.folder.write('diff', diff);
    await session.folder.write('risk', risk);
    if (options.json) {
      printJson(risk, terminal.stdout);
      return 0;
    }
    const factors = risk.factors.map(
      ({ points, reason, evidence }) =>
        `  ${`+${points}`.padStart(4)}  ${reason}${evidence[0] === undefined ? '' : ` (${evidence[0].path})`}`,
    );
    const raised = risk.raised.map(({ to, reason }) => `  raised to ${to}: ${reason}`);
    const override =
      risk.override === null
        ? []
        : [`  ${risk.override.level} asked by ${risk.override.by}: ${risk.override.reason}`];
    const lines = [
      `Risk ${risk.score} of 100: ${risk.level} (policy ${risk.policy})`,
      ...factors,
      ...raised,
      ...override,
    ];
    terminal.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};
