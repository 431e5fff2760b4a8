// workflow_dispatch: inputs checked against the workflow at the ref, defaults filled in, and a run started.
import { readRefs } from '../git/bare-repository.ts';
import type { Hub } from '../hub.ts';
import { ApiError } from '../http/answer.ts';
import { toText, type Json, type JsonObject } from '../json.ts';
import type { Account } from '../model/account.ts';
import type { Workflow, WorkflowRun } from '../model/workflow-run.ts';
import { accountView } from '../views/account-view.ts';
import { repositoryView } from '../views/repository-view.ts';
import { readWorkflows } from './read-workflows.ts';
import { startRun } from './run-workflow.ts';
import type { TriggerFilter } from './workflow-file.ts';

export async function startDispatchedRun(
  hub: Hub,
  workflow: Workflow,
  wanted: { readonly ref: string; readonly inputs: JsonObject; readonly actor: Account },
): Promise<WorkflowRun> {
  const { repository } = workflow;
  const name = wanted.ref.replace(/^refs\/(heads|tags)\//, '');
  const refs = await readRefs(repository.directory);
  const ref = [`refs/heads/${name}`, `refs/tags/${name}`].find((one) => refs.has(one));
  const sha = ref === undefined ? undefined : refs.get(ref);
  if (ref === undefined || sha === undefined) throw new ApiError(422, `No ref found for: ${wanted.ref}`);
  const found = (await readWorkflows(hub, repository, sha)).find((one) => one.workflow === workflow);
  const filter = found?.file.triggers.get('workflow_dispatch');
  if (found === undefined || filter === undefined) {
    throw new ApiError(422, "Workflow does not have 'workflow_dispatch' trigger");
  }
  const inputs = completeInputs(filter, wanted.inputs);
  const payload: JsonObject = {
    inputs: Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, toText(value)])),
    ref,
    repository: repositoryView(hub, repository),
    sender: accountView(hub, wanted.actor),
    workflow: workflow.path,
  };
  return startRun(hub, {
    workflow,
    file: found.file,
    event: 'workflow_dispatch',
    payload,
    actor: wanted.actor,
    sha,
    ref,
    headSha: sha,
    headBranch: name,
    headRepository: repository,
    isForkPull: false,
    title: workflow.name,
    inputs,
    chainLength: 0,
  });
}

function completeInputs(filter: TriggerFilter, given: JsonObject): JsonObject {
  const specs = filter.inputs ?? {};
  const unknown = Object.keys(given).filter((name) => !(name in specs));
  if (unknown.length > 0) throw new ApiError(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const inputs: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name] ?? spec?.default ?? null;
    if (value === null && spec?.required === true)
      throw new ApiError(422, `Required input '${name}' not provided`);
    if (spec?.type === 'choice' && value !== null && spec.options?.includes(toText(value)) !== true) {
      throw new ApiError(
        422,
        `Provided value '${toText(value)}' for input '${name}' not in the list of allowed values`,
      );
    }
    inputs[name] = typed(value, spec?.type);
  }
  return inputs;
}

/** In expressions `inputs` keeps booleans and numbers, while the event has texts only. */
function typed(value: Json, type: string | undefined): Json {
  if (type === 'boolean') return value === true || value === 'true';
  if (type === 'number') return value === null ? null : Number(value);
  return value === null ? '' : toText(value);
}
