// How a crew runs: who waits for whom, what is asked of people, and what a later run need not do again.
import { describe, expect, test } from 'vitest';
import type { AgentAnswer, PerformAgent } from '../../../src/crew/roster/agent-answer.ts';
import { approvalsSchema, type Decision } from '../../../src/crew/roster/approvals.ts';
import type { CrewOutside } from '../../../src/crew/roster/crew-request.ts';
import { readCrew } from '../../../src/crew/roster/read-crew.ts';
import { runCrew, type CrewRun } from '../../../src/crew/roster/run-crew.ts';
import { openOutputCache } from '../../../src/runtime/cache/output-cache.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';
import { edited, stewardFiles } from './stewards.ts';

const HOUR_MS = 3_600_000;
const usage = { inputTokens: 3, outputTokens: 2 };
const APPROVED: Decision = {
  agent: 'owner',
  decision: 'approved',
  by: 'ada',
  roles: [],
  at: '2026-01-02T00:00:00Z',
  reason: 'Go.',
};

/** Everybody writes who wrote it, unless told otherwise. */
function writes(answers: Readonly<Record<string, (from: string | null) => AgentAnswer>> = {}) {
  const ran: string[] = [];
  const perform: PerformAgent = async (agent, { task, inputs }, handover) => {
    ran.push(agent.name === task.id ? task.id : `${agent.name} for ${task.id}`);
    const own = answers[agent.name];
    if (own !== undefined) return own(handover?.reason ?? null);
    const documents = Object.fromEntries(
      task.writes.map((name) => [name, { by: agent.name, of: Object.keys(inputs) }]),
    );
    return { kind: 'done', output: { documents, ...usage } };
  };
  return { ran, perform };
}

function world(files = stewardFiles()) {
  const disk = fakeKeptFiles();
  const clock = fakeClock();
  const processes = fakeProcesses();
  const outside = { files: disk, clock, processes: processes.start(), signal: new AbortController().signal };
  const run = (
    perform: PerformAgent,
    {
      decisions = [],
      given = { portfolio: { holdings: 3 } },
      ...more
    }: Partial<CrewOutside> & {
      readonly decisions?: readonly Decision[];
      readonly given?: Record<string, unknown>;
    } = {},
  ): Promise<CrewRun> =>
    runCrew(
      { crew: readCrew(files), given, run: 'r1', directory: '/w/.tasks', decisions },
      { ...outside, perform, ...more },
    );
  return { disk, clock, outside, run };
}

const statuses = ({ endings }: CrewRun) =>
  Object.fromEntries([...endings].map(([id, { status }]) => [id, status]));

describe('an approval', () => {
  test('is waited for, told, and gone on from without running anything twice', async () => {
    const { run } = world();
    const first = writes();
    const waiting = await run(first.perform);
    expect(first.ran).toEqual(['growth-specialist', 'exit-adviser', 'coordinator']);
    expect(statuses(waiting)).toMatchObject({ owner: 'waiting', 'value-manager': 'unstarted' });
    expect(waiting.endings.get('value-manager')).toMatchObject({
      because: 'waiting',
      reason: 'owner waits for owner',
    });
    expect(waiting.waits.map(({ text }) => text.replace(/"of":"\w+"/, '"of":"…"'))).toMatchInlineSnapshot(`
      [
        "Waits for owner to approve decision-memo: Shall we go on as the memo proposes? Who may: owner, @ada. How: add {"agent":"owner","decision":"approved or rejected","by":"login","roles":[],"at":"time","reason":"why","of":"…"} to the decisions of the approvals.",
      ]
    `);

    const second = writes();
    const done = await run(second.perform, { decisions: [APPROVED] });
    expect(second.ran).toEqual(['value-manager']);
    expect(new Set(Object.values(statuses(done)))).toEqual(new Set(['done']));
    expect(done.documents['owner-approval']).toEqual(APPROVED);
    expect(done.metrics.tasks.length).toBe(5);

    const third = writes();
    expect(statuses(await run(third.perform))).toEqual(statuses(done));
    expect(third.ran).toEqual([]);
  });

  test('that is refused ends those who depend on it, with the reason', async () => {
    const { run } = world();
    const no: Decision = {
      ...APPROVED,
      decision: 'rejected',
      at: '2026-01-03T00:00:00Z',
      reason: 'Too early.',
    };
    const { perform, ran } = writes();
    const result = await run(perform, { decisions: [APPROVED, no] });
    expect(result.endings.get('owner')).toEqual({
      status: 'rejected',
      reason: 'ada rejected owner: Too early.',
    });
    expect(result.endings.get('value-manager')).toEqual({
      status: 'unstarted',
      because: 'rejected',
      reason: 'ada rejected owner: Too early.',
    });
    expect(ran).not.toContain('value-manager');
  });

  test('counts only from who may give it, for the documents it was given for', async () => {
    const { run } = world();
    const { perform } = writes();
    const strangers: readonly Decision[] = [
      { ...APPROVED, by: 'eve' },
      { ...APPROVED, by: 'eve', roles: ['reader'] },
      { ...APPROVED, agent: 'exit-adviser' },
      { ...APPROVED, of: 'otherdocs123' },
      { ...APPROVED, task: 'exit-adviser' },
    ];
    for (const one of strangers) expect((await run(perform, { decisions: [one] })).waits).toHaveLength(1);
    const role = { ...APPROVED, by: 'eve', roles: ['owner'] };
    const of = /"of":"(\w+)"/.exec((await run(perform)).waits[0]?.text ?? '')?.[1] ?? '';
    expect((await run(perform, { decisions: [{ ...role, of }] })).waits).toEqual([]);
    expect(approvalsSchema.safeParse({ document: 'approvals', version: 1, decisions: [role] }).success).toBe(
      true,
    );
  });

  test('by silence is none: silence rejects or passes on, after its hours', async () => {
    const rejecting = world(
      stewardFiles(edited('owner', 'approval:', 'approval:\n  silence: reject\n  after_hours: 2')),
    );
    const { perform } = writes();
    expect(statuses(await rejecting.run(perform)).owner).toBe('waiting');
    rejecting.clock.pass(1.9 * HOUR_MS);
    expect(statuses(await rejecting.run(perform)).owner).toBe('waiting');
    rejecting.clock.pass(0.2 * HOUR_MS);
    expect((await rejecting.run(perform)).endings.get('owner')).toEqual({
      status: 'rejected',
      reason: 'silence rejected owner: nobody answered within 2 h',
    });

    const passing = world(
      stewardFiles({
        ...edited(
          'owner',
          'approval:',
          'escalates_to: board\napproval:\n  silence: escalate\n  after_hours: 2',
        ),
        board:
          '---\nname: board\nrole: Board\ngoal: Decide.\nkind: human\nreads: [decision-memo, owner-approval]\napproval: { asks: And now?, who: [board] }\n---\n',
      }),
    );
    const byBoard: Decision = { ...APPROVED, agent: 'board', by: 'bob', roles: ['board'], task: 'owner' };
    expect(statuses(await passing.run(perform, { decisions: [byBoard] })).owner).toBe('waiting');
    passing.clock.pass(3 * HOUR_MS);
    expect((await passing.run(perform)).waits[0]?.text).toContain('Waits for board');
    expect(statuses(await passing.run(perform, { decisions: [byBoard] }))).toMatchObject({
      owner: 'done',
      'value-manager': 'done',
      board: 'waiting',
    });
  });
});

describe('escalation', () => {
  const gaveUp: AgentAnswer = { kind: 'escalate', reason: 'No terms of sale.', usage };

  test('hands the task to the one named, once, with the reason; the store remembers it', async () => {
    const { run } = world();
    const { perform, ran } = writes({ 'exit-adviser': () => gaveUp });
    const result = await run(perform);
    expect(ran).toEqual(['growth-specialist', 'exit-adviser', 'coordinator for exit-adviser', 'coordinator']);
    const escalation = {
      task: 'exit-adviser',
      from: 'exit-adviser',
      to: 'coordinator',
      reason: 'No terms of sale.',
    };
    expect(result.escalations).toEqual([escalation]);
    expect(result.documents['exit-memo']).toMatchObject({ by: 'coordinator' });
    expect(result.metrics).toMatchObject({ inputTokens: 12, outputTokens: 8 });
    expect((await run(writes().perform)).escalations).toEqual([escalation]);
  });

  test('follows a failed check too, and ends where nobody is left', async () => {
    const { run } = world();
    const { perform } = writes();
    const result = await run(perform, {
      check: ({ name }) =>
        name === 'exit-adviser' || name === 'coordinator'
          ? { accepted: false, reason: 'no figures' }
          : { accepted: true },
    });
    expect(result.endings.get('exit-adviser')).toEqual({
      status: 'failed',
      reason:
        'coordinator gave up, and has nobody left to escalate to: its answer failed the check: no figures',
    });
    expect(result.endings.get('value-manager')).toMatchObject({ status: 'unstarted', because: 'failed' });
  });

  test('to a person waits for an answer, and goes on with it', async () => {
    const { run } = world(stewardFiles(edited('exit-adviser', 'to: coordinator', 'to: owner')));
    const first = writes({ 'exit-adviser': () => gaveUp });
    const waiting = await run(first.perform);
    expect(statuses(waiting)).toMatchObject({ 'exit-adviser': 'waiting', coordinator: 'unstarted' });
    expect(waiting.waits[0]?.text).toContain('exit-adviser hands it up: No terms of sale.');
    const advice: (string | null)[] = [];
    const second = writes({
      'exit-adviser'(from) {
        advice.push(from);
        return { kind: 'done', output: { documents: { 'exit-memo': 'Cash.' }, ...usage } };
      },
    });
    const done = await run(second.perform, {
      decisions: [{ ...APPROVED, task: 'exit-adviser', reason: 'Cash only.' }, APPROVED],
    });
    expect(advice).toEqual(['Cash only.']);
    expect(statuses(done)['value-manager']).toBe('done');
    expect(second.ran).not.toContain('growth-specialist');
  });
});

describe('what was done', () => {
  test('is not believed when it was done from other documents', async () => {
    const { run } = world();
    await run(writes().perform);
    const result = await run(writes().perform, { given: { portfolio: { holdings: 4 } } });
    expect(result.endings.get('growth-specialist')).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('done from other documents'),
    });
  });

  test('comes from the cache in another folder, for agents that allow it', async () => {
    const { run, disk, outside } = world();
    const outputs = openOutputCache({ directory: '/w/cache', root: '/w' }, outside);
    const cache = { outputs, meansOf: () => ({ model: 'm', tools: {} }) };
    await run(writes().perform, { cache });
    await disk.remove('/w/.tasks');
    const { perform, ran } = writes();
    const result = await run(perform, { cache });
    expect(ran).toEqual(['exit-adviser', 'coordinator']);
    expect(result.endings.get('growth-specialist')).toEqual({ status: 'done', source: 'cache' });
    const again = await run(writes().perform, { cache });
    expect(again.endings.get('growth-specialist')).toEqual({ status: 'done', source: 'store' });
  });

  test('a failure stops those who need it, and a later run tries again', async () => {
    const { run } = world();
    const { perform } = writes({ coordinator: () => ({ kind: 'failed', reason: 'No model.', usage }) });
    expect((await run(perform)).endings.get('owner')).toEqual({
      status: 'unstarted',
      because: 'failed',
      reason: 'coordinator failed: coordinator: No model.',
    });
    const later = writes();
    await run(later.perform);
    expect(later.ran).toEqual(['coordinator']);
  });
});
