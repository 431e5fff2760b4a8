// The github context and the GITHUB_ variables of a job: the same facts in two spellings.
import type { Hub } from '../hub.ts';
import { isObject, toText, valueAt, type JsonObject } from '../json.ts';
import type { JobRun, WorkflowRun } from '../model/workflow-run.ts';

export function githubContext(hub: Hub, run: WorkflowRun): JsonObject {
  const { repository } = run;
  const pull = run.payload['pull_request'];
  const isPull = run.event.startsWith('pull_request') && isObject(pull);
  const refOf = (end: string): string => {
    const value = isPull ? pull[end] : null;
    return toText(valueAt(value, 'ref'));
  };
  return {
    actor: run.actor.login,
    actor_id: String(run.actor.id),
    api_url: hub.origin,
    base_ref: refOf('base'),
    event: run.payload,
    event_name: run.event,
    graphql_url: `${hub.origin}/graphql`,
    head_ref: refOf('head'),
    ref: run.ref,
    ref_name: run.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    retention_days: '90',
    run_attempt: '1',
    run_id: String(run.id),
    run_number: String(run.runNumber),
    server_url: hub.origin,
    sha: run.sha,
    triggering_actor: run.actor.login,
    workflow: run.workflow.name,
    workflow_ref: `${repository.fullName}/${run.workflow.path}@${run.ref}`,
    workflow_sha: run.sha,
  };
}

/** Everything of the context that is text, upper-cased; the event travels as a file. */
export function githubVariables(
  context: JsonObject,
  place: { readonly workspace: string; readonly eventPath: string; readonly job: JobRun },
): Record<string, string> {
  const variables: Record<string, string> = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_JOB: place.job.key,
    GITHUB_WORKSPACE: place.workspace,
    GITHUB_EVENT_PATH: place.eventPath,
  };
  for (const [name, value] of Object.entries(context)) {
    if (typeof value === 'string' && name !== 'token') variables[`GITHUB_${name.toUpperCase()}`] = value;
  }
  variables['GITHUB_REF_PROTECTED'] = 'false';
  return variables;
}
