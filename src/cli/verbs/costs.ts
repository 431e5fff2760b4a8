// `perfcrew costs`: what the crew's model has cost here, what the month will cost, and what to do about it.
import { ledgerDirectory, readCosts } from '../../run/read-costs.ts';
import { printJson } from '../outcome.ts';
import { renderCosts } from '../render-costs.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const costsVerb: Verb = {
  summary: "tell what the crew's model has cost in this repository, by day, month and agent",
  options: ['config', 'json', 'quiet'],
  async run(context) {
    const { terminal, options } = context;
    await using session = await openSession(context);
    const { world } = session;
    const costs = await readCosts(ledgerDirectory(world.git.root), await session.treeConfig(), world);
    if (options.json) printJson(costs, terminal.stdout);
    else terminal.stdout.write(renderCosts(costs, terminal.directory));
    return 0;
  },
};
