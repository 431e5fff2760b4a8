// What a model is given to play an agent, and what becomes of its answers, good and bad.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentDefinition } from '../../../src/crew/roster/agent-definition.ts';
import { performWithModel, type ModelMeans } from '../../../src/crew/roster/perform-agent.ts';
import { readCrew } from '../../../src/crew/roster/read-crew.ts';
import { readDocumentTool } from '../../../src/crew/roster/read-document-tool.ts';
import type { ReviewFindings } from '../../../src/crew/roster/review-findings.ts';
import type { AgentTool } from '../../../src/runtime/agent/agent-tool.ts';
import type { TaskContext } from '../../../src/runtime/graph/task-context.ts';
import { agentTask } from '../../runtime/graph/scenario.ts';
import { virtualClock } from '../../runtime/graph/virtual-clock.ts';
import { scriptedModel, type SceneTurn } from '../../fakes/scripted-model.ts';
import { edited, stewardFiles } from './stewards.ts';

const signal = new AbortController().signal;
const answer = (documents: object | null, escalate: string | null = null): SceneTurn => ({
  text: JSON.stringify({ documents, escalate }),
});

function contextOf(agent: AgentDefinition, inputs: TaskContext['inputs']): TaskContext {
  const { name, reads, streams, writes } = agent;
  return {
    task: agentTask(name, { agent: name, reads, streams, writes }),
    signal,
    inputs,
    async *stream() {
      yield 'one';
      yield 'two';
    },
    write: async () => {},
    delegate: async () => new Map(),
    prepared: Promise.resolve(false),
  };
}

function play(
  changes: Readonly<Record<string, string>>,
  turns: readonly SceneTurn[],
  more: Partial<ModelMeans> = {},
) {
  const crew = readCrew(stewardFiles(changes));
  const agent = crew.agents.find(({ name }) => name === 'exit-adviser');
  if (agent === undefined) throw new Error('There is no exit-adviser.');
  const model = scriptedModel(turns);
  const answered = performWithModel(agent, contextOf(agent, { 'growth-levers': [1, 2] }), {
    crew,
    handover: null,
    model,
    modelName: 'model',
    effort: null,
    tools: [],
    clock: virtualClock(),
    random: () => 0.5,
    redact: (text) => text,
    observe: () => {},
    ...more,
  });
  return { answered, model };
}

const findings = edited('exit-adviser', 'tier: fast', 'tier: fast\nforms: { exit-memo: findings }');

describe('an answer', () => {
  test('is the documents, with what it took and the files it rests on', async () => {
    const reads = [{ path: 'a.ts', hash: null }];
    const { answered, model } = play({}, [answer({ 'exit-memo': { json: '{"a":1}' } })], {
      reads: () => reads,
    });
    expect(await answered).toEqual({
      kind: 'done',
      output: { documents: { 'exit-memo': { a: 1 } }, inputTokens: 10, outputTokens: 5 },
      reads,
    });
    const [request] = model.requests;
    expect(request?.system.map(({ text }) => text).join('\n')).toContain(
      'Your role: Exit adviser\nYour goal: Say what a buyer will ask.\n\nWrite the memo',
    );
    expect(JSON.stringify(request?.messages)).toContain('growth-specialist: a list of 2');
    expect(request?.tools.map(({ name }) => name)).toEqual(['read-document']);
    expect(request?.outputSchema).not.toBeNull();
  });

  test('of a reviewer is findings with a line, or is asked for again', async () => {
    const found: ReviewFindings['findings'][number] = {
      path: 'src/a.ts',
      line: 3,
      endLine: null,
      severity: 'high',
      confidence: 'high',
      title: 'The total is added twice.',
      reason: 'add() is called on line 3 and in save().',
      mend: null,
    };
    const { answered, model } = play(findings, [
      answer({ 'exit-memo': { findings: [{ ...found, line: 0 }] } }),
      answer({ 'exit-memo': { findings: [found] } }),
    ]);
    expect(await answered).toMatchObject({ output: { documents: { 'exit-memo': { findings: [found] } } } });
    expect(model.requests).toHaveLength(2);
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('documents.exit-memo.findings.0.line');
  });

  test('that is none goes up the line with its reason', async () => {
    const reasonOf = async (turns: readonly SceneTurn[]) => {
      const ended = await play({}, turns).answered;
      return ended.kind === 'escalate' ? ended.reason : ended.kind;
    };
    expect(await reasonOf([answer(null, 'No terms.')])).toBe('No terms.');
    expect(await reasonOf([{ text: 'Hm', finish: 'length' }])).toContain('cut off');
    expect(await reasonOf([{ text: 'No', finish: 'refusal' }])).toBe('the model refused the task');
    expect(await reasonOf([answer(null), { text: 'no JSON' }])).toContain('did not have the required shape');
    expect(await reasonOf([{ error: { status: 401 } }])).toBe('failed');
  });

  test('is bounded by the turns its file allows', async () => {
    const calls = [{ name: 'read-document', input: { document: 'growth-levers' }, id: 'one' }];
    const { answered } = play(edited('exit-adviser', 'tier: fast', 'limits: { turns: 1 }'), [{ calls }]);
    expect(await answered).toMatchObject({ kind: 'escalate', reason: expect.stringContaining('turns') });
  });
});

describe('the tools', () => {
  const lint: AgentTool = {
    name: 'lint',
    description: 'Lints.',
    inputSchema: z.strictObject({}),
    readOnly: true,
    run: async () => 'clean',
  };
  const withLint = edited('exit-adviser', 'tier: fast', 'tools: [lint, read-document]');

  test('are those the file names, and a missing one is told', async () => {
    const other = { ...lint, name: 'weight' };
    const { answered, model } = play(withLint, [answer({ 'exit-memo': { markdown: 'x' } })], {
      tools: [lint, other],
    });
    await answered;
    expect(model.requests[0]?.tools.map(({ name }) => name)).toEqual(['read-document', 'lint']);
    await expect(play(withLint, []).answered).rejects.toMatchObject({ code: 'document-missing' });
  });

  test('read-document reads in parts, whole streams, and nothing else', async () => {
    const [agent] = readCrew(stewardFiles()).agents;
    if (agent === undefined) throw new Error('There is no agent.');
    const long = 'x'.repeat(20_000);
    const context = contextOf(
      { ...agent, reads: ['growth-levers'], streams: ['news'] },
      { 'growth-levers': long, secret: 'no' },
    );
    const tool = readDocumentTool(context);
    const read = (document: string, offset = 0) => tool.run({ document, offset }, signal);
    expect(await read('growth-levers')).toMatch(/x\n… 4000 characters more; go on with offset 16000\.$/);
    expect(await read('growth-levers', 16_000)).toBe('x'.repeat(4000));
    expect(JSON.parse(await read('news'))).toEqual(['one', 'two']);
    expect(await read('news')).toBe(await read('news'));
    await expect(read('secret')).rejects.toThrow('secret is not among what coordinator may read.');
  });
});
