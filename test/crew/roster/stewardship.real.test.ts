// A crew of five from another field, known only by its Markdown in the base commit, runs with a model that follows a script:
// real git, real files, one stop in the middle, one escalation, one approval.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/stats/random.ts';
import { openGit } from '../../../src/io/git/open-git.ts';
import type { PerformAgent } from '../../../src/crew/roster/agent-answer.ts';
import type { Decision } from '../../../src/crew/roster/approvals.ts';
import { openCrewLibrary, readOwnCrewFiles } from '../../../src/crew/roster/crew-library.ts';
import type { Crew } from '../../../src/crew/roster/crew.ts';
import { interactionMatrix, renderMatrix } from '../../../src/crew/roster/interaction-matrix.ts';
import { performWithModel } from '../../../src/crew/roster/perform-agent.ts';
import { runCrew } from '../../../src/crew/roster/run-crew.ts';
import type { ModelRequest } from '../../../src/ports/model.ts';
import { estimateTokens } from '../../../src/runtime/context/token-estimate.ts';
import { scriptedModel, type SceneTurn, type ScriptedModel } from '../../fakes/scripted-model.ts';
import { gitRepository } from '../../kit/git-repository.ts';
import { realOutside } from '../../runtime/store/diamond-run.ts';
import { stewardFiles } from './stewards.ts';

const SECRET_OF_PORTFOLIO = 'Holding Aurelia earns 4 million';
const PORTFOLIO = `# Portfolio\n${SECRET_OF_PORTFOLIO}.\n`;

const answer = (documents: object | null, escalate: string | null = null): SceneTurn => ({
  text: JSON.stringify({ documents, escalate }),
});
const reads = (document: string): SceneTurn => ({
  calls: [{ name: 'read-document', input: { document }, id: `read-${document}` }],
});

const LEVERS = { 'growth-levers': JSON.stringify([{ lever: 'prices', euros: 400_000 }]) };

type Scripts = Readonly<Record<string, readonly SceneTurn[]>>;

/** One model for each agent, so that the script holds whoever comes first. */
function player(crew: Crew, scripts: Scripts, onText: (agent: string) => void = () => {}) {
  const models = new Map<string, ScriptedModel>(
    crew.agents.map(({ name }) => [name, scriptedModel(scripts[name] ?? [])]),
  );
  const perform =
    (clock: Parameters<typeof performWithModel>[2]['clock']): PerformAgent =>
    (agent, context, handover) =>
      performWithModel(agent, context, {
        crew,
        handover,
        model: models.get(agent.name) ?? scriptedModel([]),
        modelName: `model-${agent.tier}`,
        effort: null,
        tools: [],
        clock,
        random: seededRandom(5),
        redact: (text) => text,
        observe: ({ kind }) => {
          if (kind === 'text') onText(agent.name);
        },
      });
  const requests = (agent: string): readonly ModelRequest[] => models.get(agent)?.requests ?? [];
  return { perform, requests };
}

/** All texts of a request that are not the model's own. */
function textOf(request: ModelRequest | undefined): string {
  return (request?.messages ?? [])
    .filter(({ role }) => role === 'user')
    .flatMap(({ parts }) => parts.map((part) => ('text' in part ? part.text : '')))
    .join('\n');
}

test('stops, goes on, escalates, waits for its owner, and ends', async () => {
  await using outside = realOutside();
  await using repository = await gitRepository(
    Object.fromEntries(stewardFiles().map(({ path, text }) => [path, text])),
  );
  const git = await openGit(repository.directory, new AbortController().signal);
  const own = await readOwnCrewFiles(await git.resolve('HEAD'), { git, files: outside.files });
  const crew = openCrewLibrary([], own).read('stewardship');
  expect(renderMatrix(interactionMatrix(crew))).toMatchInlineSnapshot(`
    "| agent | reads from | writes for | waits for | escalates to |
    |---|---|---|---|---|
    | coordinator | growth-specialist: growth-levers<br>exit-adviser: exit-memo | owner: decision-memo<br>value-manager: decision-memo | – | – |
    | exit-adviser | growth-specialist: growth-levers | coordinator: exit-memo | – | coordinator |
    | growth-specialist | (given): portfolio | coordinator: growth-levers<br>exit-adviser: growth-levers | – | – |
    | owner | coordinator: decision-memo | value-manager: owner-approval | – | – |
    | value-manager | coordinator: decision-memo<br>owner: owner-approval | – | – | – |

    Written for the reader of the run, and read by no agent: value-plan.
    "
  `);

  const directory = join(repository.directory, '.tasks');
  const run = async (
    scripts: Scripts,
    {
      decisions = [],
      stopAt = null,
    }: { readonly decisions?: readonly Decision[]; readonly stopAt?: string | null } = {},
  ) => {
    const stop = new AbortController();
    const played = player(crew, scripts, (agent) => {
      if (agent === stopAt) stop.abort(new Error('The machine goes down.'));
    });
    const result = await runCrew(
      { crew, given: { portfolio: PORTFOLIO }, run: 'autumn', directory, decisions },
      { ...outside, signal: stop.signal, perform: played.perform(outside.clock) },
    );
    const ran = crew.agents.map(({ name }) => name).filter((name) => played.requests(name).length > 0);
    return { ...result, requests: played.requests, ran };
  };

  // The machine goes down while the adviser speaks.
  const first = await run(
    {
      'growth-specialist': [reads('portfolio'), answer(LEVERS)],
      'exit-adviser': [{ text: '{"documents": ', hangs: true }],
    },
    { stopAt: 'exit-adviser' },
  );
  expect(first.endings.get('growth-specialist')).toEqual({ status: 'done', source: 'run' });
  expect(first.endings.get('exit-adviser')).toMatchObject({ status: 'cancelled' });
  const [asked, told] = first.requests('growth-specialist');
  expect(textOf(asked)).not.toContain(SECRET_OF_PORTFOLIO);
  const pointer = /^- (portfolio .*)$/m.exec(textOf(asked))?.[1] ?? '';
  expect(pointer).toContain('given: # Portfolio');
  expect(estimateTokens(pointer)).toBeLessThanOrEqual(50);
  expect(textOf(told)).toContain(SECRET_OF_PORTFOLIO);

  // A second process: the adviser asks for what is not its own, then hands the memo up.
  const second = await run({
    'exit-adviser': [reads('portfolio'), answer(null, 'The terms of the last sale are missing.')],
    coordinator: [
      answer({ 'exit-memo': { markdown: '# Memo\nBuyers ask for prices.' } }),
      answer({ 'decision-memo': '# Decision\nRaise prices.' }),
    ],
  });
  expect(second.ran).toEqual(['coordinator', 'exit-adviser']);
  expect(textOf(second.requests('exit-adviser')[1])).toContain(
    'portfolio is not among what exit-adviser may read. Ask for one of: growth-levers.',
  );
  expect(textOf(second.requests('exit-adviser')[1])).not.toContain(SECRET_OF_PORTFOLIO);
  expect(textOf(second.requests('coordinator')[0])).toContain('The terms of the last sale are missing.');
  expect(second.escalations).toHaveLength(1);
  expect(second.endings.get('owner')).toMatchObject({ status: 'waiting' });
  expect(second.endings.get('value-manager')).toMatchObject({ status: 'unstarted', because: 'waiting' });
  expect(second.waits.map(({ human }) => human)).toEqual(['owner']);

  // The owner answers; only what hung on the answer runs.
  const approved: Decision = {
    agent: 'owner',
    decision: 'approved',
    by: 'ada',
    roles: [],
    at: '2026-11-20T09:00:00Z',
    reason: 'From January on.',
  };
  const third = await run(
    { 'value-manager': [reads('owner-approval'), answer({ 'value-plan': '# Plan\nJanuary.' })] },
    { decisions: [approved] },
  );
  expect(third.ran).toEqual(['value-manager']);
  expect(textOf(third.requests('value-manager')[1])).toContain('From January on.');
  expect([...third.endings.values()].map(({ status }) => status)).toEqual(Array(5).fill('done'));
  expect(third.documents).toMatchObject({
    'growth-levers': [{ lever: 'prices', euros: 400_000 }],
    'exit-memo': '# Memo\nBuyers ask for prices.',
    'decision-memo': '# Decision\nRaise prices.',
    'value-plan': '# Plan\nJanuary.',
  });
  expect(third.escalations).toEqual(second.escalations);
});
