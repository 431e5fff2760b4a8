// The service behind upload-artifact and download-artifact, as @actions/artifact speaks with it: whoever has the token of one job may
// list, download, delete and upload for the whole run.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAll } from '../http/serve.ts';
import type { Hub } from '../hub.ts';
import { isObject, parseJson, toText, type JsonObject } from '../json.ts';
import type { Artifact, WorkflowRun } from '../model/workflow-run.ts';
import { artifactNamed, artifactsOfRun, digestOf, keepArtifact } from './artifact-store.ts';

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/';
const BLOBS = '/results/blobs/';
const LIFETIME_MS = 90 * 86_400_000;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
interface Caller {
  readonly hub: Hub;
  readonly run: WorkflowRun;
  readonly jobId: number;
}
type Reply = readonly [status: number, body: JsonObject];

/** By address; what is put there waits for its FinalizeArtifact. */
const blobs = new WeakMap<Hub, Map<string, Buffer>>();

export function isResultsRequest(path: string): boolean {
  return path.startsWith(SERVICE) || path.startsWith(BLOBS);
}

export async function serveResults(hub: Hub, path: string, { request, response }: Exchange): Promise<void> {
  const bytes = await readAll(request);
  const waiting = blobs.get(hub) ?? new Map<string, Buffer>();
  blobs.set(hub, waiting);
  if (path.startsWith(BLOBS)) {
    const isOpen = request.method === 'PUT' && waiting.has(path);
    if (isOpen) waiting.set(path, bytes);
    response.writeHead(isOpen ? 201 : 403).end();
    return;
  }
  const [status, body] = answer(hub, { path, bytes, waiting, authorization: request.headers.authorization });
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

interface Asked {
  readonly path: string;
  readonly bytes: Buffer;
  readonly waiting: Map<string, Buffer>;
  readonly authorization: string | undefined;
}

function answer(hub: Hub, { path, bytes, waiting, authorization }: Asked): Reply {
  const owner = hub.runtimeTokens.get(authorization?.replace(/^Bearer /, '') ?? '');
  if (owner === undefined || owner.run.status === 'completed') return [401, { code: 'unauthenticated' }];
  const caller = { hub, ...owner };
  const body = parseJson(bytes.toString());
  const asked = isObject(body) ? body : {};
  if (toText(asked['workflow_run_backend_id']) !== String(owner.run.id))
    return [403, { code: 'permission_denied' }];
  const name = toText(asked['name']);
  const address = `${BLOBS}${owner.jobId}/${encodeURIComponent(name)}`;
  switch (path.slice(SERVICE.length)) {
    case 'ListArtifacts':
      return [200, { artifacts: artifactsOfRun(hub, owner.run).map(shown) }];
    case 'CreateArtifact':
      if (artifactNamed(hub, owner.run, name) !== undefined) return conflict();
      waiting.set(address, Buffer.alloc(0));
      return [200, { ok: true, signed_upload_url: `${hub.origin}${address}` }];
    case 'FinalizeArtifact':
      return finalize(caller, name, waiting.get(address));
    case 'GetSignedArtifactURL':
      return signed(caller, found(caller, asked));
    case 'DeleteArtifact':
      return remove(caller, found(caller, asked));
    default:
      return [404, { code: 'bad_route' }];
  }
}

/** Of any job of the run, as its list names it. */
function found({ hub, run }: Caller, asked: JsonObject): Artifact | undefined {
  const artifact = artifactNamed(hub, run, toText(asked['name']));
  return String(artifact?.jobId) === toText(asked['workflow_job_run_backend_id']) ? artifact : undefined;
}

function finalize({ hub, run, jobId }: Caller, name: string, zip: Buffer | undefined): Reply {
  if (zip === undefined) return notFound();
  const artifact = keepArtifact(hub, { run, jobId, name, zip, lifetimeMs: LIFETIME_MS });
  return artifact === null ? conflict() : [200, { ok: true, artifact_id: String(artifact.id) }];
}

function signed({ hub }: Caller, artifact: Artifact | undefined): Reply {
  if (artifact === undefined) return notFound();
  const path = `/downloads/artifact-${artifact.id}-${randomBytes(8).toString('hex')}.zip`;
  hub.downloads.set(path, { body: artifact.zip, contentType: 'application/zip' });
  return [200, { name: artifact.name, signed_url: `${hub.origin}${path}` }];
}

function remove({ hub }: Caller, artifact: Artifact | undefined): Reply {
  if (artifact === undefined) return notFound();
  hub.artifacts.delete(artifact.id);
  return [200, { ok: true, artifact_id: String(artifact.id) }];
}

function shown(artifact: Artifact): JsonObject {
  return {
    workflow_run_backend_id: String(artifact.run.id),
    workflow_job_run_backend_id: String(artifact.jobId),
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.zip.length),
    created_at: artifact.createdAt.toISOString(),
    digest: `sha256:${digestOf(artifact)}`,
  };
}

function conflict(): Reply {
  return [
    409,
    { code: 'already_exists', msg: 'an artifact with this name already exists on the workflow run' },
  ];
}

function notFound(): Reply {
  return [404, { code: 'not_found' }];
}
