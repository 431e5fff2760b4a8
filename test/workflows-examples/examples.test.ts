// The examples keep perfcrew's own rules: doctor finds nothing in them, and people can read why each line is there.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, parse, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { fillPin } from '../../src/setup/init/action-pin.ts';
import { WORKFLOW_KINDS } from '../../src/setup/init/workflow-kinds.ts';
import { diagnoseWorkflows } from '../setup/doctor/diagnose-workflows.ts';

const folder = new URL('../../workflows-examples/', import.meta.url);
const names = readdirSync(folder);
const pin = { ref: 'b'.repeat(40), version: 'v0.1.0' };
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

const action = z
  .object({ inputs: z.record(z.string(), z.unknown()), outputs: z.record(z.string(), z.unknown()) })
  .parse(parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')));

const stepSchema = z.looseObject({
  id: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.unknown()).default({}),
});
const workflowSchema = z.looseObject({
  permissions: z.strictObject({}),
  'cache-mode': z.literal('none'),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.number(),
      'runs-on': z.string(),
      permissions: z.record(z.string(), z.string()),
      needs: z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]),
      outputs: z.record(z.string(), z.string()).default({}),
      steps: z.array(stepSchema),
    }),
  ),
});

test('init can write every example', () => {
  const written = Object.values(WORKFLOW_KINDS).flatMap((files) => files.map(({ example }) => example));
  expect(written.toSorted()).toEqual(names.toSorted());
});

describe.each(names)('%s', (name) => {
  const text = fillPin(read(name), pin);
  const workflow = workflowSchema.parse(parse(text));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test('doctor finds nothing', async () => {
    const found = await diagnoseWorkflows({ [`.github/workflows/${name}`]: text });
    expect(found.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  test('opens with the situation it is for', () => {
    expect(read(name)).toMatch(/^# Use this when \S/);
  });

  test('gives a reason for each permission, and a version for each pin', () => {
    let permissions = 0;
    visit(parseDocument(text), {
      Pair(_, pair) {
        if (!isScalar(pair.key) || pair.key.value !== 'permissions' || !isMap(pair.value)) return;
        for (const { key, value } of pair.value.items) {
          permissions += 1;
          expect(isScalar(value) ? value.comment : null, String(key)).toMatch(/\w{4}/);
        }
      },
    });
    expect(permissions).toBeGreaterThan(0);
    const pins = text.split('\n').filter((line) => line.includes('uses:'));
    for (const line of pins) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('runs one at a time', () => {
    expect(text).toContain('concurrency:');
  });

  test('pastes no text of an event into a script', () => {
    for (const step of steps) expect(step.run ?? '').not.toContain('${{');
  });

  test('gives perfcrew only inputs that action.yml knows, and reads only outputs it has', () => {
    const own = steps.filter((step) => step.uses?.startsWith('perfcrew/'));
    expect(own.length).toBeGreaterThan(0);
    for (const step of own)
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
    for (const [, output = ''] of text.matchAll(/steps\.(?:plan|crew|prove)\.outputs\.([\w-]+)/g))
      expect(action.outputs).toHaveProperty([output]);
  });

  test('uploads the run although its folder begins with a dot', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'))) {
      expect(step.with).toMatchObject({
        path: expect.stringMatching(/^\.perfcrew(?:\/|$)/m),
        'include-hidden-files': true,
      });
    }
  });
});

const takes = (step: z.infer<typeof stepSchema>): unknown =>
  step.with['name'] ?? step.with['pattern'] ?? step.with['artifact-ids'] ?? step.with['command'];

describe('trust', () => {
  test.each(['fork-safe-measure.yml', 'bot.yml', 'nightly.yml'])('%s holds no right to write', (name) => {
    const { jobs } = workflowSchema.parse(parse(read(name)));
    for (const job of Object.values(jobs)) expect(Object.values(job.permissions)).not.toContain('write');
  });

  describe.each(names)('%s keeps the zones apart:', (name) => {
    const { jobs } = workflowSchema.parse(parse(read(name)));
    const commandOf = (step: z.infer<typeof stepSchema>): string =>
      z.string().default('review').parse(step.with['command']);
    const commandsOf = (steps: z.infer<typeof stepSchema>[]): readonly string[] =>
      steps.filter(({ uses }) => uses?.startsWith('perfcrew/')).map(commandOf);
    const RUN = ['measure', 'prove'];

    test.each(Object.entries(jobs))('%s', (_, job) => {
      const commands = commandsOf(job.steps);
      const hasSecret = JSON.stringify(job).includes('secrets.');
      const writes = Object.values(job.permissions).includes('write');
      if (commands.some((command) => RUN.includes(command))) {
        // Where code under review runs there is nothing to steal.
        expect([hasSecret, writes]).toEqual([false, false]);
        const own = job.steps.filter((step) => RUN.includes(commandOf(step)));
        for (const step of own) expect(step.with['github-token']).toBe('');
      }
      if (hasSecret) {
        // Where the key is nothing runs, and nothing can be written; it is in the one step that thinks.
        expect([
          writes,
          commands.filter((command) => command !== 'gather' && command !== 'optimize'),
        ]).toEqual([false, []]);
        for (const step of job.steps) {
          expect(step.run).toBeUndefined();
          expect(step.uses).not.toMatch(/setup-node/);
          if (JSON.stringify(step).includes('secrets.')) expect(step.with['command']).toBe('optimize');
        }
      }
    });
  });

  describe.each(['matrix.yml', 'optimize.yml'])('%s: artifacts of trusted jobs', (name) => {
    const { jobs } = workflowSchema.parse(parse(read(name)));
    const runs = (key: string): boolean =>
      (jobs[key]?.steps ?? []).some(
        ({ with: given }) => given['command'] === 'measure' || given['command'] === 'prove',
      );
    const downloads = Object.entries(jobs).flatMap(([key, { steps }]) =>
      steps.flatMap((step) => (step.uses?.startsWith('actions/download-artifact@') ? [{ key, step }] : [])),
    );

    test('are taken by ids that a job it needs names, each of an upload that fails where there is nothing', () => {
      const ids = downloads.flatMap(({ key, step }) =>
        [
          ...JSON.stringify(step.with['artifact-ids'] ?? '').matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)/g),
        ].map(([, from = '', output = '']) => ({ key, from, output })),
      );
      expect(ids.length).toBeGreaterThan(0);
      for (const { key, from, output } of ids) {
        expect(jobs[key]?.needs).toContain(from);
        expect(runs(from)).toBe(false);
        const id = /steps\.(\w+)\.outputs\.artifact-id/.exec(jobs[from]?.outputs[output] ?? '')?.[1];
        const upload = jobs[from]?.steps.find((step) => step.id === id);
        expect(upload?.uses).toContain('actions/upload-artifact@');
        expect(upload?.with['if-no-files-found']).toBe('error');
      }
    });

    test('are taken by name by nobody: by name goes only what code under review could forge anyway', () => {
      for (const { step } of downloads)
        if (step.with['artifact-ids'] === undefined)
          expect(takes(step)).toMatch(/^perfcrew-(gate-\*|proofs(-again)?)$/);
    });
  });

  test('whoever proposes checks nothing out, and its proofs cannot take the place of what the crew wrote', () => {
    const { jobs } = workflowSchema.parse(parse(read('optimize.yml')));
    const steps = jobs['propose']?.steps ?? [];
    expect(steps.map(takes)).toEqual([
      'perfcrew-proofs',
      'perfcrew-proofs-again',
      '${{ needs.report.outputs.kept }}',
      '${{ needs.crew-last.outputs.kept }}',
      '${{ needs.crew-again.outputs.kept }}',
      'propose',
    ]);
    for (const step of steps.slice(0, 2))
      expect(step.with['path']).toBe('${{ runner.temp }}/perfcrew/proofs');
  });

  test('the crew thinks again only with a model and for a reason, reads proofs beside its own documents, and never a third time', () => {
    const { jobs } = workflowSchema.parse(parse(read('optimize.yml')));
    const again = jobs['crew-again'];
    for (const asked of [
      "needs.crew-last.outputs.model == 'true'",
      "needs.prove.result == 'success'",
      "needs.prove.outputs.again == 'true'",
    ])
      expect(again?.['if']).toContain(` ${asked} `);
    expect(again?.permissions).toEqual({});
    expect(again?.steps.map(takes)).toEqual([
      'perfcrew-proofs',
      '${{ needs.crew-first.outputs.workshop }}',
      '${{ needs.crew-last.outputs.kept }}',
      'optimize',
      'perfcrew-crew-again',
    ]);
    expect(again?.steps[0]?.with['path']).toBe('.perfcrew/proofs');
    expect(again?.steps[3]?.with).toMatchObject({ round: 2 });
    const whoAsks = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes('outputs.again'));
    expect(whoAsks.map(([name]) => name)).toEqual(['prove', 'crew-again']);
    expect(JSON.stringify(jobs['prove-again'])).not.toContain('outputs.again');
  });

  test('whatever thinks last in a round hands on what the model has cost', () => {
    const { jobs } = workflowSchema.parse(parse(read('optimize.yml')));
    for (const name of ['crew-last', 'crew-again'])
      expect(jobs[name]?.steps.at(-1)?.with['path']).toContain('.perfcrew/ledger\n');
  });

  test('whoever proposes a revert checks nothing out, takes only numbers and the commits of the event, and starts where something failed', () => {
    const { jobs } = workflowSchema.parse(parse(read('main-branch.yml')));
    const [download, revert, ...others] = jobs['revert']?.steps ?? [];
    expect(others).toEqual([]);
    expect(download?.with).toMatchObject({
      pattern: 'perfcrew-gate-*',
      path: '${{ runner.temp }}/perfcrew',
    });
    expect(revert?.with).toEqual({
      command: 'revert',
      'run-directory': '${{ runner.temp }}/perfcrew',
      base: '${{ inputs.base || github.event.before }}',
      head: '${{ inputs.head || github.sha }}',
    });
    expect(jobs['revert']?.['if']).toContain(" needs.report.outputs.verdict == 'fail' ");
    const writers = Object.entries(jobs).filter(([, job]) => job.permissions['contents'] === 'write');
    expect(writers.map(([name]) => name)).toEqual(['revert']);
  });

  test('whoever publishes a fork’s numbers checks nothing out, and takes the run from the event', () => {
    const { jobs } = workflowSchema.parse(parse(read('fork-safe-publish.yml')));
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    expect(steps.map((step) => step.uses?.split('@')[0])).toEqual([
      'actions/download-artifact',
      'perfcrew/perfcrew',
    ]);
    expect(steps[0]?.with).toMatchObject({
      'run-id': '${{ github.event.workflow_run.id }}',
      path: '${{ runner.temp }}/perfcrew',
    });
    expect(steps.every((step) => step.run === undefined)).toBe(true);
  });

  test('the publisher listens to the name the measurer has', () => {
    const { name } = z.looseObject({ name: z.string() }).parse(parse(read('fork-safe-measure.yml')));
    const { on } = z
      .looseObject({ on: z.object({ workflow_run: z.looseObject({ workflows: z.array(z.string()) }) }) })
      .parse(parse(read('fork-safe-publish.yml')));
    expect(on.workflow_run.workflows).toEqual([name]);
  });

  test('the matrix takes the plan after the gates, so that no gate can replace it', () => {
    const { jobs } = workflowSchema.parse(parse(read('matrix.yml')));
    const downloads =
      jobs['report']?.steps.filter(({ uses }) => uses?.startsWith('actions/download-artifact@')) ?? [];
    expect(downloads.map(takes)).toEqual(['perfcrew-gate-*', '${{ needs.plan.outputs.kept }}']);
  });
});
