// Clone, fetch and push: git's own http-backend behind Basic authentication and the same permissions as the REST API.
import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, relative } from 'node:path';
import type { Hub } from '../hub.ts';
import { ApiError } from '../http/answer.ts';
import { authenticate } from '../http/authenticate.ts';
import { actorOf, mayRead, permit } from '../http/permit.ts';
import type { Caller } from '../model/app.ts';
import type { Repository } from '../model/repository.ts';
import { readRefs } from './bare-repository.ts';
import { inTurn } from './in-turn.ts';
import { applyRefChanges } from './pushes.ts';
import { gitEnvironment } from './run-git.ts';

const pathPattern = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

export function isGitRequest(path: string): boolean {
  return pathPattern.test(path);
}

export async function serveGit(
  hub: Hub,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = exchange;
  const url = new URL(request.url ?? '/', hub.origin);
  const [, owner = '', name = '', service = ''] = pathPattern.exec(url.pathname) ?? [];
  const isPush = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  let caller: Caller;
  let repository: Repository;
  try {
    caller = authenticate(hub, request.headers.authorization);
    repository = repositoryToServe(hub, caller, `${owner}/${name}`);
    if (isPush && caller.kind === 'anonymous') throw new ApiError(401, 'Requires authentication');
    permit(caller, repository, { permission: 'contents', access: isPush ? 'write' : 'read' });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const challenge = error.status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
    response.writeHead(error.status, { 'content-type': 'text/plain', ...challenge });
    response.end(`${error.message}\n`);
    request.resume();
    return;
  }
  const backend = (): Promise<void> =>
    runBackend(exchange, { repository, service, query: url.search.slice(1) });
  try {
    if (service !== 'git-receive-pack') {
      await backend();
      return;
    }
    const actor = actorOf(caller);
    await inTurn(repository.directory, async () => {
      const before = await readRefs(repository.directory);
      await backend();
      await applyRefChanges(hub, repository, { before, actor });
    });
  } finally {
    response.end(); // only now does `git push` return: pull requests have moved by then
  }
}

function repositoryToServe(hub: Hub, caller: Caller, fullName: string): Repository {
  const repository = hub.repositories.get(fullName.toLowerCase());
  if (repository !== undefined && mayRead(caller, repository)) return repository;
  throw caller.kind === 'anonymous'
    ? new ApiError(401, 'Requires authentication')
    : new ApiError(404, 'Repository not found.');
}

/** Speaks CGI with git http-backend; settles when it has ended; the answer is written but not yet closed. */
async function runBackend(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  target: { readonly repository: Repository; readonly service: string; readonly query: string },
): Promise<void> {
  const { request, response } = exchange;
  const root = dirname(dirname(target.repository.directory));
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: gitEnvironment({
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${relative(root, target.repository.directory)}/${target.service}`,
      QUERY_STRING: target.query,
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'git',
    }),
  });
  child.stdin.on('error', () => undefined); // the backend may answer before it has read everything
  request.pipe(child.stdin);
  child.stderr.resume();
  let head = Buffer.alloc(0);
  let isHeadSent = false;
  child.stdout.on('data', (chunk: Buffer) => {
    if (isHeadSent) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    isHeadSent = true;
    writeHead(response, head.subarray(0, end).toString());
    response.write(head.subarray(end + 4));
  });
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}

function writeHead(response: ServerResponse, lines: string): void {
  let status = 200;
  for (const line of lines.split('\r\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1).trim();
    if (name === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.statusCode = status;
}
