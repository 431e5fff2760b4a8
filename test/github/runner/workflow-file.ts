// Reads a workflow file strictly: a key this runner does not know is an error and not silently another behaviour.
import { parse } from 'yaml';
import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const texts = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));
/** YAML may read `run: false` as a boolean; what is meant is the command. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const environment = z.record(z.string(), scalar);
const flag = z.union([z.boolean(), z.string()]);
const amount = z.union([z.number(), z.string()]);
const defaults = z.strictObject({
  run: z.strictObject({ shell: z.string().optional(), 'working-directory': z.string().optional() }),
});
const permissions = z.union([
  z.enum(['read-all', 'write-all']),
  z.record(z.string(), z.enum(['read', 'write', 'none'])),
]);

export const stepSchema = z.strictObject({
  id: z.string().optional(),
  name: text.optional(),
  if: flag.optional(),
  uses: z.string().optional(),
  run: text.optional(),
  shell: z.string().optional(),
  with: environment.optional(),
  env: environment.optional(),
  'working-directory': z.string().optional(),
  'continue-on-error': flag.optional(),
  'timeout-minutes': amount.optional(),
});
export type StepSpec = z.output<typeof stepSchema>;

const cacheMode = z.enum(['none', 'read', 'write']).optional();
const matrix = z.union([z.string(), z.record(z.string(), z.json())]);

const jobSchema = z.strictObject({
  name: text.optional(),
  needs: texts.optional(),
  if: flag.optional(),
  'runs-on': z.union([texts, z.looseObject({})]),
  permissions: permissions.optional(),
  env: environment.optional(),
  outputs: environment.optional(),
  strategy: z
    .strictObject({
      matrix: matrix.optional(),
      'fail-fast': flag.optional(),
      'max-parallel': amount.optional(),
    })
    .optional(),
  steps: z.array(stepSchema),
  defaults: defaults.optional(),
  'timeout-minutes': amount.optional(),
  'continue-on-error': flag.optional(),
  environment: z.json().optional(),
  concurrency: z.json().optional(),
  'cache-mode': cacheMode,
});
export type JobSpec = z.output<typeof jobSchema>;

const filterSchema = z
  .looseObject({
    types: texts.optional(),
    branches: texts.optional(),
    'branches-ignore': texts.optional(),
    tags: texts.optional(),
    paths: texts.optional(),
    'paths-ignore': texts.optional(),
    workflows: texts.optional(),
    inputs: z
      .record(
        z.string(),
        z
          .strictObject({
            description: z.string().optional(),
            required: z.boolean().optional(),
            default: scalar.optional(),
            type: z.enum(['string', 'boolean', 'number', 'choice', 'environment']).optional(),
            options: z.array(z.string()).optional(),
          })
          .nullable(),
      )
      .optional(),
  })
  .nullable();
export type TriggerFilter = NonNullable<z.output<typeof filterSchema>>;

const workflowSchema = z.strictObject({
  name: text.optional(),
  'run-name': z.string().optional(),
  on: z.union([texts, z.record(z.string(), z.union([filterSchema, z.array(z.json())]))]),
  permissions: permissions.optional(),
  env: environment.optional(),
  defaults: defaults.optional(),
  'cache-mode': cacheMode,
  concurrency: z
    .union([z.string(), z.strictObject({ group: z.string(), 'cancel-in-progress': flag.optional() })])
    .optional(),
  jobs: z.record(z.string(), jobSchema),
});

export interface WorkflowFile extends Omit<z.output<typeof workflowSchema>, 'on'> {
  /** Event name to its filter. */
  readonly triggers: ReadonlyMap<string, TriggerFilter>;
}

const parsedFiles = new Map<string, WorkflowFile>();

export function parseWorkflow(path: string, text: string): WorkflowFile {
  const key = `${path}\0${text}`;
  const known = parsedFiles.get(key);
  if (known !== undefined) return known;
  const parsed = workflowSchema.safeParse(parse(text));
  if (!parsed.success) throw new Error(`Invalid workflow file ${path}: ${z.prettifyError(parsed.error)}`);
  const { on, ...rest } = parsed.data;
  const file = { ...rest, triggers: triggersOf(on) };
  parsedFiles.set(key, file);
  return file;
}

function triggersOf(on: z.output<typeof workflowSchema>['on']): ReadonlyMap<string, TriggerFilter> {
  if (Array.isArray(on)) return new Map(on.map((event) => [event, {}]));
  return new Map(
    Object.entries(on).map(([event, filter]) => [event, Array.isArray(filter) ? {} : (filter ?? {})]),
  );
}
