// Runs an action from its folder as a runner does: defaults from action.yml, INPUT_ variables, main, and post at the end.
import { isObject, toText } from '../json.ts';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandFiles } from './command-files.ts';
import { interpolate } from './expression.ts';
import type { Inputs, JobState, StepEnd } from './job-state.ts';
import { runProcess } from './run-process.ts';
import { stepEnvironment, takeMessages } from './run-script.ts';
import { condition } from './expression.ts';
import { scopeOf, type TimedPlace } from './step-scope.ts';
import { stepSchema } from './workflow-file.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const manifestSchema = z.looseObject({
  inputs: z.record(z.string(), z.looseObject({ default: scalar.optional() }).nullable()).optional(),
  outputs: z.record(z.string(), z.looseObject({ value: z.string().optional() }).nullable()).optional(),
  runs: z.discriminatedUnion('using', [
    z.looseObject({ using: z.literal('composite'), steps: z.array(stepSchema) }),
    z.looseObject({
      using: z.enum(['node20', 'node24']),
      main: z.string(),
      pre: z.string().optional(),
      post: z.string().optional(),
      'post-if': z.string().optional(),
    }),
  ]),
});

export interface ActionUse {
  readonly folder: string;
  readonly uses: string;
  readonly name: string;
  readonly inputs: Inputs;
}

export async function runActionFolder(state: JobState, use: ActionUse, place: TimedPlace): Promise<StepEnd> {
  const file = ['action.yml', 'action.yaml'].map((name) => join(use.folder, name)).find(existsSync);
  if (file === undefined) throw new Error(`Can't find 'action.yml' or 'action.yaml' under '${use.folder}'.`);
  const manifest = manifestSchema.parse(parse(await readFile(file, 'utf8')));
  const [repository = '', ref = ''] = use.uses.split('@');
  const inScope = scopeOf(state, place);
  const inputs: Record<string, string> = {};
  for (const [name, input] of Object.entries(manifest.inputs ?? {})) {
    inputs[name] = interpolate(toText(input?.default ?? ''), inScope);
  }
  for (const [name, value] of Object.entries(use.inputs)) {
    const known = Object.keys(manifest.inputs ?? {}).find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      const valid = Object.keys(manifest.inputs ?? {}).map((one) => `'${one}'`);
      state.log.output(`::warning::Unexpected input(s) '${name}', valid inputs are [${valid.join(', ')}]`);
    }
    inputs[known ?? name] = value;
  }
  const variables = {
    ...place.variables,
    GITHUB_ACTION: use.name.replaceAll(/\W+/g, '_'),
    GITHUB_ACTION_PATH: use.folder,
    GITHUB_ACTION_REPOSITORY: use.uses.startsWith('./') ? '' : repository,
    GITHUB_ACTION_REF: use.uses.startsWith('./') ? '' : ref,
  };
  const { runs } = manifest;
  if (runs.using === 'composite') {
    return runComposite(
      state,
      { steps: runs.steps, outputs: manifest.outputs ?? {}, inputs, folder: use.folder },
      { ...place, variables },
    );
  }
  const saved: Record<string, string> = {};
  const program = async (entry: string): Promise<StepEnd> => {
    const files = await commandFiles(state.temp);
    const states = Object.fromEntries(Object.entries(saved).map(([name, value]) => [`STATE_${name}`, value]));
    const exitCode = await runProcess({
      command: process.execPath,
      args: [join(use.folder, entry)],
      directory: state.workspace,
      environment: stepEnvironment(state, {
        ...variables,
        ...inputVariables(inputs),
        ...states,
        ...files.variables,
        // As a runner does for actions that are programs.
        ACTIONS_RUNTIME_TOKEN: state.runtimeToken,
        ACTIONS_RESULTS_URL: `${state.hub.origin}/`,
      }),
      signal: place.signal,
      onLine: state.log.output,
    });
    Object.assign(saved, (await files.read()).state);
    return takeMessages(state, files, exitCode === 0);
  };
  if (runs.post !== undefined) {
    const { post } = runs;
    state.postSteps.push({
      name: use.name,
      condition: runs['post-if'] ?? 'always()',
      run: () => program(post),
    });
  }
  if (runs.pre !== undefined && !(await program(runs.pre)).isSuccess)
    return { isSuccess: false, outputs: {}, summary: '' };
  return program(runs.main);
}

function inputVariables(inputs: Inputs): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

/** Steps inside a composite see its inputs and one another, and not the steps around it. */
async function runComposite(
  state: JobState,
  action: {
    readonly steps: readonly z.output<typeof stepSchema>[];
    readonly outputs: Readonly<Record<string, { readonly value?: string | undefined } | null>>;
    readonly inputs: Inputs;
    readonly folder: string;
  },
  place: TimedPlace,
): Promise<StepEnd> {
  const outer = state.steps;
  const github = state.contexts()['github'];
  const inner: TimedPlace = {
    ...place,
    contexts: {
      inputs: action.inputs,
      github: { ...(isObject(github) ? github : {}), action_path: action.folder },
    },
  };
  let isSuccess = true;
  let summary = '';
  state.steps = {};
  try {
    for (const step of action.steps) {
      const scope = { ...scopeOf(state, inner), ...(isSuccess ? {} : { status: 'failure' as const }) };
      if (!condition(step.if, scope)) continue;
      const end = await place.perform(state, step, inner);
      summary += end.summary;
      isSuccess &&= end.isSuccess || toText(step['continue-on-error'] ?? false) === 'true';
      if (step.id !== undefined) {
        const outcome = end.isSuccess ? 'success' : 'failure';
        state.steps = {
          ...state.steps,
          [step.id]: { outcome, conclusion: outcome, outputs: { ...end.outputs } },
        };
      }
    }
    const outputs = Object.fromEntries(
      Object.entries(action.outputs).map(([name, output]) => [
        name,
        interpolate(output?.value ?? '', scopeOf(state, inner)),
      ]),
    );
    return { isSuccess, outputs, summary };
  } finally {
    state.steps = outer;
  }
}
