// The token a runner holds for artifacts: shaped as GitHub's, with the run and the job it is for in its scope.
import { randomBytes } from 'node:crypto';
import type { Hub } from '../hub.ts';
import type { JobRun, WorkflowRun } from '../model/workflow-run.ts';

/** Nothing says that it ends before the run does, so here it lives as long. */
export function mintRuntimeToken(hub: Hub, run: WorkflowRun, job: JobRun): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const scope = { scp: `Actions.Results:${run.id}:${job.id}` };
  const token = [
    encode({ alg: 'RS256', typ: 'JWT' }),
    encode(scope),
    randomBytes(40).toString('base64url'),
  ].join('.');
  hub.runtimeTokens.set(token, { run, jobId: job.id });
  return token;
}
