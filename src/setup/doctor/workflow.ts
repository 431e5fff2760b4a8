// A GitHub workflow as far as `doctor` judges it, every part with its line.
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { positionOf, type KeyPath } from '../../config/key-path.ts';
import { ACTION_REPOSITORY } from '../init/action-pin.ts';

export type Permissions = 'unset' | 'read-all' | 'write-all' | Readonly<Record<string, string>>;

export interface Step {
  readonly line: number;
  readonly uses: string | null;
  readonly with: Readonly<Record<string, string>>;
  readonly run: string | null;
  /** Line of a key of the step, such as `uses` or `run`. */
  lineOf(key: string): number;
}

export interface Job {
  readonly id: string;
  readonly line: number;
  readonly permissions: Permissions;
  readonly permissionsLine: number;
  /** Of the job, else of the workflow. */
  readonly cacheMode: string | null;
  /** A reusable workflow called in place of steps. */
  readonly uses: string | null;
  readonly steps: readonly Step[];
}

export interface Workflow {
  /** From the root of the repository. */
  readonly path: string;
  readonly events: readonly string[];
  readonly permissions: Permissions;
  readonly jobs: readonly Job[];
  /** True where a step is perfcrew's Action. */
  readonly usesPerfcrew: boolean;
}

const text = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => String(value ?? ''));
const texts = z.record(z.string(), text.catch('')).catch({}).default({});
const optional = z.string().nullable().catch(null).default(null);
const permissions = z
  .union([
    z.enum(['unset', 'read-all', 'write-all']),
    z.record(z.string(), z.string()),
    z.null().transform((): Record<string, string> => ({})),
  ])
  .catch('unset')
  .default('unset');

const workflowSchema = z.looseObject({
  on: z
    .union([
      z.string().transform((event) => [event]),
      z.array(z.string()),
      z.record(z.string(), z.unknown()).transform((events) => Object.keys(events)),
    ])
    .catch([])
    .default([]),
  permissions,
  'cache-mode': optional,
  jobs: z
    .record(
      z.string(),
      z
        .looseObject({
          permissions,
          'cache-mode': optional,
          uses: optional,
          steps: z
            .array(
              z
                .looseObject({ uses: optional, run: optional, with: texts })
                .catch({ uses: null, run: null, with: {} }),
            )
            .catch([])
            .default([]),
        })
        .catch({ permissions: 'unset', 'cache-mode': null, uses: null, steps: [] }),
    )
    .catch({})
    .default({}),
});

/** Null where the text is not a YAML mapping. */
export function parseWorkflow(path: string, source: string): Workflow | null {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  if (document.errors.length > 0) return null;
  const parsed = workflowSchema.safeParse(toValue(document));
  if (!parsed.success) return null;
  const line = (at: KeyPath): number => positionOf({ document, lines }, at).line;
  const { data } = parsed;
  const jobs = Object.entries(data.jobs).map(([id, job]): Job => ({
    id,
    line: line(['jobs', id]),
    permissions: job.permissions,
    permissionsLine: line(['jobs', id, 'permissions']),
    cacheMode: job['cache-mode'] ?? data['cache-mode'],
    uses: job.uses,
    steps: job.steps.map((step, index) => ({
      line: line(['jobs', id, 'steps', index]),
      uses: step.uses,
      with: step.with,
      run: step.run,
      lineOf: (key) => line(['jobs', id, 'steps', index, key]),
    })),
  }));
  return {
    path,
    events: data.on,
    permissions: data.permissions,
    jobs,
    usesPerfcrew: jobs.some((job) => job.steps.some(isPerfcrew)),
  };
}

function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
}

export function isPerfcrew(step: Step): boolean {
  return step.uses?.startsWith(`${ACTION_REPOSITORY}@`) ?? false;
}

export function isCheckout(step: Step): boolean {
  return step.uses?.startsWith('actions/checkout@') ?? false;
}

const HEAD_OF_PULL_REQUEST =
  /github\.head_ref|event\.pull_request\.(head|number)|event\.workflow_run\.(head_|pull_requests)|event\.(issue|number)\b|refs\/pull\/|inputs\.[\w-]*(head|sha|ref|pull|pr)\b|client_payload/i;
const FETCHED_BY_HAND =
  /\bgh\s+pr\s+checkout\b|\bgit\s+(fetch|pull|checkout)\b[^\n]*(pull\/|head_ref|HEAD_REF|head_sha|HEAD_SHA|PR_)/;

/** True where the step brings code of a pull request into the job although the event itself would not. */
export function fetchesPullRequest(step: Step): boolean {
  if (isCheckout(step))
    return HEAD_OF_PULL_REQUEST.test(`${step.with['ref'] ?? ''} ${step.with['repository'] ?? ''}`);
  return step.run !== null && FETCHED_BY_HAND.test(step.run);
}

/** True where code of a pull request is in the job. */
export function holdsPullRequestCode(workflow: Workflow, job: Job): boolean {
  if (job.steps.some(fetchesPullRequest)) return true;
  return workflow.events.includes('pull_request') && job.steps.some(isCheckout);
}
