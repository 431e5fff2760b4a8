// `perfcrew optimize`: the crew looks for what makes the change slow and writes patches; each is proven, and the crew learns from it.
// This process reads git and starts the zones; it thinks nothing, runs nothing, and keeps the key for the thinking zone alone.
import { resolve } from 'node:path';
import { keptFiles } from '../../io/files/kept-files.ts';
import { isProblem } from '../../core/problem.ts';
import { ledgerDirectory } from '../../run/read-costs.ts';
import { spendingCaps } from '../../run/spending-caps.ts';
import { gather } from '../../run/zones/gather.ts';
import { localZones } from '../../run/zones/local-zones.ts';
import { inRounds } from '../../run/zones/rounds.ts';
import type { PullRequest } from '../../change/pull-request.ts';
import { handedOn } from '../handed-on.ts';
import { countOption } from '../options.ts';
import { printJson, shownPath } from '../outcome.ts';
import { renderOptimization } from '../render-optimization.ts';
import { openSession, type Session } from '../session.ts';
import { takeKey } from '../take-key.ts';
import type { Verb } from '../verb.ts';

const ROUNDS = 2;

export const optimizeVerb: Verb = {
  summary: 'let the crew find what costs time, rank it, design caches, write patches and prove them',
  options: [
    'base',
    'head',
    'title',
    'config',
    'level',
    'minutes',
    'seed',
    'rounds',
    'together',
    'no-prove',
    'traffic',
    'agents',
    'from-parts',
    'to-part',
    'key-from-stdin',
    'run-directory',
    'json',
    'quiet',
    'verbose',
  ],
  async run(context) {
    const { terminal, options } = context;
    const key = takeKey(context);
    const { programsDirectory, directory: startDirectory } = terminal;
    await using session = await openSession(context);
    const { world, folder, environment } = session;
    const pullRequest = await session.pullRequest();
    const config = await session.config(pullRequest);
    const files = { ...world.files, ...keptFiles() };
    const traffic = options.traffic === undefined ? null : resolve(startDirectory, options.traffic);
    const database = config.database?.external_url_env ?? null;
    const rounds = countOption('rounds', options.rounds) ?? ROUNDS;
    const shared = ['config', 'minutes', 'seed', 'quiet', 'verbose'] as const;
    const zones = localZones(
      {
        programsDirectory,
        environment,
        key,
        directory: await folder.ready(),
        startDirectory,
        ledgerDirectory: ledgerDirectory(world.git.root),
        runVariables: database === null ? [] : [database],
        pullRequest,
        gather: () => gather({ folder, config, traffic }, { ...world, files }),
        words: {
          review: handedOn(options, [...shared, 'base', 'head', 'title', 'level']),
          think: handedOn(options, ['agents', 'from-parts', 'to-part', 'quiet', 'verbose']),
          prove: [...handedOn(options, [...shared, 'together']), '--rounds', `${rounds}`],
        },
      },
      { files, log: world.log, signal: world.signal },
    );
    if (!(await isReviewed(session, pullRequest))) await zones.review();
    const isPart = options.agents !== undefined;
    const optimization = await inRounds(
      {
        rounds,
        proves: options['no-prove'] !== true && !isPart,
        budgetUsd: spendingCaps(config, 1).runUsd,
        together: { automation: config.crew.automation, isAsked: options.together === true },
      },
      zones,
      world.clock,
    );
    const shown = (path: string): string => shownPath(`${folder.directory}/${path}`, startDirectory);
    if (options.json) printJson(optimization, terminal.stdout);
    else terminal.stdout.write(renderOptimization(optimization, shown));
    return optimization.thoughts.endings.some(({ status }) => status === 'failed') ? 2 : 0;
  },
};

/** Whether the folder holds the review of just this change; measuring it again would tell the same. */
async function isReviewed({ folder }: Session, { base, head }: PullRequest): Promise<boolean> {
  try {
    const { pullRequest } = await folder.read('report');
    return pullRequest.base.sha === base.sha && pullRequest.head.sha === head.sha;
  } catch (error) {
    if (isProblem(error) && error.code === 'document-missing') return false;
    throw error;
  }
}
