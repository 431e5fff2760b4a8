// Whether a workflow waits for an event: activity types, branches, paths and names of workflows.
import picomatch from 'picomatch';
import { toText, valueAt, type JsonObject } from '../json.ts';
import type { WorkflowFile } from './workflow-file.ts';

const usualTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

export function isTriggered(
  file: WorkflowFile,
  happening: {
    readonly event: string;
    readonly action: string | null;
    readonly payload: JsonObject;
    readonly changedPaths: readonly string[];
  },
): boolean {
  const filter = file.triggers.get(happening.event);
  if (filter === undefined) return false;
  const types = filter.types ?? usualTypes[happening.event];
  if (types !== undefined && happening.action !== null && !types.includes(happening.action)) return false;
  if (filter.workflows !== undefined) {
    const run = happening.payload['workflow_run'];
    if (!filter.workflows.includes(toText(valueAt(run, 'name')))) return false;
  }
  const ref = refOf(happening.event, happening.payload);
  if (ref?.startsWith('refs/tags/') === true)
    return filter.tags === undefined ? filter.branches === undefined : matches(filter.tags, ref.slice(10));
  if (ref !== null && filter.tags !== undefined && filter.branches === undefined) return false;
  const branch = ref?.replace('refs/heads/', '') ?? null;
  if (branch !== null && filter.branches !== undefined && !matches(filter.branches, branch)) return false;
  if (
    branch !== null &&
    filter['branches-ignore'] !== undefined &&
    matches(filter['branches-ignore'], branch)
  )
    return false;
  const { paths, 'paths-ignore': ignored } = filter;
  if (paths !== undefined && !happening.changedPaths.some((path) => matches(paths, path))) return false;
  return ignored === undefined || happening.changedPaths.some((path) => !matches(ignored, path));
}

/** Push filters look at what was pushed, pull request filters at the base, workflow_run filters at the run's branch. */
function refOf(event: string, payload: JsonObject): string | null {
  if (event === 'push') return toText(payload['ref']);
  if (event.startsWith('pull_request')) return toText(valueAt(payload, 'pull_request', 'base', 'ref'));
  if (event === 'workflow_run') return toText(valueAt(payload, 'workflow_run', 'head_branch'));
  return null;
}

/** Patterns count in order; a later `!pattern` takes back. */
function matches(patterns: readonly string[], text: string): boolean {
  let isIn = false;
  for (const pattern of patterns) {
    const isNegative = pattern.startsWith('!');
    if (picomatch(isNegative ? pattern.slice(1) : pattern, { dot: true })(text)) isIn = !isNegative;
  }
  return isIn;
}
