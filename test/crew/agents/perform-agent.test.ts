// Which model an agent asks, with how much money, what it learns from earlier proofs, and what it does when it gives up.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { feedbackSchema } from '../../../src/crew/agents/feedback.ts';
import { proposalSchema, type Proposal } from '../../../src/crew/proposal.ts';
import { routingSettingsSchema } from '../../../src/runtime/routing/route-task.ts';
import { scriptedModel, type SceneTurn } from '../../fakes/scripted-model.ts';
import { textsOf } from '../../runtime/agent/agent-contract.ts';
import { performanceCrew, playAgent } from './play-agent.ts';
import { scene } from './scene.ts';
import { shopStudy } from './shop-study.ts';

const study = shopStudy();
const nothing = { bottlenecks: [], proposals: [], remarks: [], doubts: [], escalate: null };
const answer = (additions: object): SceneTurn => ({ text: JSON.stringify({ ...nothing, ...additions }) });
const added = {
  kind: 'text-cast',
  title: 'Cast to text',
  path: 'lib/recommendations.js',
  line: 12,
  targets: ['GET /api/recommendations'],
  evidence: 'Seen there.',
  advice: 'Read it once.',
};
const models = (model: ReturnType<typeof scriptedModel>) => model.requests.map((request) => request.model);
const modelProposals = (documents: Readonly<Record<string, unknown>>): readonly Proposal[] =>
  z
    .array(proposalSchema)
    .parse(documents['proposals'])
    .filter(({ author }) => author.kind === 'model');

describe('which model', () => {
  test('the fast one begins; refused twice, the strong one is asked', async () => {
    const wrong = answer({ bottlenecks: [{ ...added, path: 'lib/nowhere.js' }] });
    const model = scriptedModel([wrong, wrong, answer({ bottlenecks: [added] })]);
    const { documents } = await playAgent('performance-profiler', model, { study });
    expect(models(model)).toEqual(['claude-haiku-5-5', 'claude-haiku-5-5', 'claude-sonnet-5-5']);
    expect(textsOf(model.requests[2])).toContain('lib/nowhere.js is not a file of head');
    expect(JSON.stringify(documents['bottlenecks'])).toContain('"sources":["model claude-sonnet-5-5"]');
  });

  test('the configuration decides where it says so', async () => {
    const settings = routingSettingsSchema.parse({ agents: { 'code-optimizer': 'deepest' } });
    const model = scriptedModel([answer({})]);
    await playAgent('code-optimizer', model, { study, settings });
    expect(models(model)).toEqual(['claude-opus-5-5']);
  });

  test('none where there is none, and none for an agent by rule', async () => {
    const model = scriptedModel([]);
    const crew = performanceCrew({
      'cache-architect': (text) => text.replace('tier: strong', 'tier: deterministic'),
    });
    const { documents } = await playAgent('cache-architect', model, { study, crew });
    expect(documents).toEqual((await playAgent('cache-architect', null, { study })).documents);
  });
});

describe('money', () => {
  const costing = (usd: string) =>
    performanceCrew({ 'code-optimizer': (text) => text.replace(/usd: [\d.]+/, `usd: ${usd}`) });

  test('too little asks nobody', async () => {
    const model = scriptedModel([]);
    const { notes, answer: end } = await playAgent('code-optimizer', model, {
      study,
      crew: costing('0.001'),
    });
    expect(notes).toEqual([expect.stringContaining('may spend 0.001 USD')]);
    expect(end.kind).toBe('done');
  });

  test('a little shortens the answer, and asks for it at once', async () => {
    const model = scriptedModel([answer({})]);
    await playAgent('code-optimizer', model, { study, crew: costing('0.05') });
    const [request] = model.requests;
    expect(request?.toolChoice).toBe('none');
    expect(request?.maxOutputTokens).toBeLessThan(16_000);
    expect(textsOf(request)).toContain('The money for this task is nearly spent.');
  });

  test('the shipped amounts are enough for several turns with tools', async () => {
    const calls = [{ name: 'read-file', input: { path: 'lib/similarity.js' }, id: 'one' }];
    const turn: SceneTurn = { calls, usage: { input: 6000, output: 500 } };
    const model = scriptedModel([turn, turn, turn, answer({})]);
    const { notes } = await playAgent('code-optimizer', model, { study });
    expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual(['auto', 'auto', 'auto', 'auto']);
    expect(notes[0]).toContain('for 0.0511 USD');
  });
});

describe('what became of earlier proposals', () => {
  test('is read, and what failed is not proposed again', async () => {
    const first = await playAgent('code-optimizer', scriptedModel(scene('normal')), { study });
    const [proposal] = modelProposals(first.documents);
    const feedback = feedbackSchema.parse({
      document: 'feedback',
      version: 1,
      outcomes: [{ proposal: proposal?.id, outcome: 'not-faster', reason: 'No target got faster.' }],
    });
    const read = [{ name: 'read-document', input: { document: 'feedback' }, id: 'one' }];
    const model = scriptedModel([{ calls: read }, ...scene('normal')]);
    const { documents } = await playAgent('code-optimizer', model, { study, inputs: { feedback } });
    expect(textsOf(model.requests[1])).toContain('No target got faster.');
    expect(modelProposals(documents)).toEqual([]);
    expect(documents['algorithm-report']).toContain(
      'it was tried before (not-faster: No target got faster.)',
    );
  });

  test('is not spoken of where it tells of nothing', async () => {
    const model = scriptedModel([answer({})]);
    const feedback = { document: 'feedback', version: 1, outcomes: [] };
    await playAgent('code-optimizer', model, { study, inputs: { feedback } });
    expect(textsOf(model.requests[0]?.messages)).not.toContain('feedback');
  });

  test('a proposal keeps its id when it is told again', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => playAgent('code-optimizer', scriptedModel(scene('normal')), { study })),
    );
    expect(modelProposals(one?.documents ?? {})).toEqual(modelProposals(other?.documents ?? {}));
  });
});

describe('what the check refuses', () => {
  const proposal = {
    title: 'Mend it',
    why: 'It is slow.',
    path: 'lib/similarity.js',
    line: 17,
    targets: [],
    risk: 'low',
    edits: [{ path: 'lib/similarity.js', find: 'tokensOf(one)', replace: 'one.tokens' }],
  };
  const edit = (facts: object) => ({ ...proposal, edits: [{ ...proposal.edits[0], ...facts }] });
  test.each([
    [{}, { ...proposal, line: 99 }, 'lib/similarity.js has 22 lines, line 99 is not there'],
    [{}, { ...proposal, targets: ['GET /x'] }, 'there is no target GET /x; the targets are GET /api/orders'],
    [{}, { ...proposal, path: 'lib/app.js', line: 1 }, 'none of the edits is in lib/app.js'],
    [{}, edit({ find: 'tokens' }), 'stands in lib/similarity.js more than once'],
    [{}, edit({ replace: 'one.tokens)' }), 'lib/similarity.js does not parse after the edits'],
    [{}, edit({ replace: 'tokensOf(one)' }), 'change nothing'],
    [{}, edit({ replace: 'eval("one")' }), 'makes code from text'],
    [{ doubts: [{ id: 'nobody', reason: 'x' }] }, proposal, 'there is no bottleneck or proposal nobody'],
  ])('%j %j', async (more, wrong, reason) => {
    const refused = answer({ proposals: [wrong], ...more });
    const { documents, notes } = await playAgent('code-optimizer', scriptedModel([refused, refused]), {
      study,
    });
    expect(notes[0]).toContain(reason);
    expect(modelProposals(documents)).toEqual([]);
  });

  test('more than ten of a kind', async () => {
    const remarks = Array.from({ length: 11 }, () => ({ document: 'algorithm-report', markdown: 'x' }));
    const refused = answer({ remarks });
    const { notes } = await playAgent('code-optimizer', scriptedModel([refused, refused]), { study });
    expect(notes[0]).toContain('remarks: 11 are too many');
  });
});

test('the same place is the same bottleneck, and a doubt of the profiler stands with the facts', async () => {
  const model = scriptedModel([
    answer({
      bottlenecks: [{ ...added, path: 'lib/orders.js', line: 27 }],
      doubts: [{ id: '1464081becef6f', reason: 'Only the first request is slow.' }],
    }),
  ]);
  const { documents } = await playAgent('performance-profiler', model, { study });
  const { documents: drafts } = await playAgent('performance-profiler', null, { study });
  const bottlenecks = z.array(z.looseObject({ id: z.string() })).parse(documents['bottlenecks']);
  const before = z.array(z.looseObject({ id: z.string(), cost: z.unknown() })).parse(drafts['bottlenecks']);
  expect(bottlenecks.map(({ id, cost }) => [id, cost])).toEqual(before.map(({ id, cost }) => [id, cost]));
  expect(bottlenecks[2]?.['sources']).toContain('model claude-haiku-5-5');
  expect(bottlenecks[1]?.['evidence']).toContain('Doubted by model claude-haiku-5-5: Only the first request');
});

test('an agent that cannot go on hands the task up; the last one leaves the documents of the tools', async () => {
  const giveUp = answer({ escalate: 'The schema of the other service is missing.' });
  const up = await playAgent('code-optimizer', scriptedModel([giveUp]), { study });
  expect(up.answer).toMatchObject({
    kind: 'escalate',
    reason: 'The schema of the other service is missing.',
  });

  const crew = performanceCrew();
  const { documents } = await playAgent(
    'code-optimizer',
    scriptedModel([answer({ escalate: 'Still missing.' })]),
    {
      study,
      crew: { ...crew, agents: crew.agents.map((one) => ({ ...one, escalatesTo: null })) },
    },
  );
  expect(documents['algorithm-report']).toContain('Still missing.');
});

test('an agent of another crew is a model alone, with the tools its file names', async () => {
  const crew = { ...performanceCrew(), name: 'mine' };
  const documents = {
    'complexity-metrics': '{}',
    'algorithm-report': '# Mine',
    proposals: '[]',
  };
  const model = scriptedModel([{ text: JSON.stringify({ documents, escalate: null }) }]);
  const played = await playAgent('code-optimizer', model, { study, crew });
  expect(played.documents['algorithm-report']).toBe('# Mine');
  expect(model.requests[0]?.tools.map(({ name }) => name)).toEqual([
    'read-document',
    'complexity',
    'lint',
    'call-graph',
    'weight',
    'read-file',
    'search-source',
  ]);
  expect(played.transcripts).toHaveLength(1);
});
