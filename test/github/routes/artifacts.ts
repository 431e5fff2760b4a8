// Artifacts: listed with their runs, downloaded by way of a short-lived address.
import { ApiError, found, noContent, notFound, ok } from '../http/answer.ts';
import { countedAnswer } from '../http/pages.ts';
import { repositoryFor, type Need } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import type { Artifact } from '../model/workflow-run.ts';
import type { Repository } from '../model/repository.ts';
import { artifactView } from '../views/actions-view.ts';

const reads: Need = { permission: 'actions', access: 'read' };
const actions = '/repos/{owner}/{repo}/actions';

export const artifactRoutes = [
  route('GET', `${actions}/artifacts`, (call) => list(call, artifactsOf(call, repositoryFor(call, reads)))),

  route('GET', `${actions}/runs/{run_id}/artifacts`, (call) => {
    const repository = repositoryFor(call, reads);
    const run = call.hub.workflowRuns.get(Number(param(call, 'run_id')));
    if (run === undefined || run.repository !== repository) throw notFound();
    return list(
      call,
      artifactsOf(call, repository).filter((one) => one.run === run),
    );
  }),

  route('GET', `${actions}/artifacts/{artifact_id}`, (call) =>
    ok(artifactView(call.hub, artifactOf(call, reads))),
  ),

  route('GET', `${actions}/artifacts/{artifact_id}/{archive_format}`, (call) => {
    const artifact = artifactOf(call, { ...reads, evenPublic: true });
    if (param(call, 'archive_format') !== 'zip') throw notFound();
    if (artifact.expiresAt <= call.hub.clock.now()) throw new ApiError(410, 'Artifact has expired');
    const path = `/downloads/artifact-${artifact.id}.zip`;
    call.hub.downloads.set(path, { body: artifact.zip, contentType: 'application/zip' });
    return found(`${call.hub.origin}${path}`);
  }),

  route('DELETE', `${actions}/artifacts/{artifact_id}`, (call) => {
    const artifact = artifactOf(call, { permission: 'actions', access: 'write' });
    call.hub.artifacts.delete(artifact.id);
    return noContent();
  }),
];

function artifactsOf(call: Call, repository: Repository): readonly Artifact[] {
  return [...call.hub.artifacts.values()].filter((one) => one.run.repository === repository);
}

function list(call: Call, artifacts: readonly Artifact[]) {
  const name = call.url.searchParams.get('name');
  const shown = artifacts.filter((one) => name === null || one.name === name).toReversed();
  return countedAnswer(call, shown, { key: 'artifacts', show: (one) => artifactView(call.hub, one) });
}

function artifactOf(call: Call, need: Need): Artifact {
  const repository = repositoryFor(call, need);
  const artifact = artifactsOf(call, repository).find((one) => one.id === Number(param(call, 'artifact_id')));
  if (artifact === undefined) throw notFound();
  return artifact;
}
