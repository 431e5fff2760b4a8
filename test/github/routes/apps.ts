// Apps about themselves: installations, their tokens, and the log of deliveries.
import { z } from 'zod';
import { ApiError, created, noContent, notFound, ok, type Answer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { listAnswer, pageOf } from '../http/pages.ts';
import { mayRead } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { redeliver } from '../events/deliver.ts';
import { installationCovers, type App, type Installation } from '../model/app.ts';
import type { Delivery } from '../model/delivery.ts';
import { mintToken } from '../tokens.ts';
import { appView, deliveryItemView, deliveryView, installationView } from '../views/app-view.ts';
import { repositoryView } from '../views/repository-view.ts';

export const appRoutes = [
  route('GET', '/app', (call) => ok(appView(call.hub, callingApp(call)))),

  route('GET', '/apps/{app_slug}', (call) => {
    const app = [...call.hub.apps.values()].find((one) => one.slug === param(call, 'app_slug'));
    if (app === undefined) throw notFound();
    return ok(appView(call.hub, app));
  }),

  route('GET', '/app/installations', (call) => {
    const installations = installationsOf(call);
    return listAnswer(call, installations, (one) => installationView(call.hub, one));
  }),

  route('GET', '/app/installations/{installation_id}', (call) =>
    ok(installationView(call.hub, installationOf(call))),
  ),

  route('POST', '/app/installations/{installation_id}/access_tokens', (call) =>
    createToken(call, installationOf(call)),
  ),

  route('GET', '/repos/{owner}/{repo}/installation', (call) => {
    const key = `${param(call, 'owner')}/${param(call, 'repo')}`.toLowerCase();
    const repository = call.hub.repositories.get(key);
    const installation = installationsOf(call).find(
      (one) => repository !== undefined && installationCovers(one, repository),
    );
    if (installation === undefined) throw notFound();
    return ok(installationView(call.hub, installation));
  }),

  route('GET', '/users/{username}/installation', (call) => accountInstallation(call, 'username')),
  route('GET', '/orgs/{org}/installation', (call) => accountInstallation(call, 'org')),

  route('GET', '/installation/repositories', (call) => {
    const { caller, hub } = call;
    if (caller.kind !== 'installation') {
      throw new ApiError(
        403,
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      );
    }
    const repositories = [...hub.repositories.values()].filter(
      (one) =>
        installationCovers(caller.installation, one) &&
        (caller.repositories === null || caller.repositories.has(one)) &&
        mayRead(caller, one),
    );
    const page = pageOf(call, repositories);
    return ok(
      {
        total_count: repositories.length,
        repository_selection:
          caller.repositories === null && caller.installation.repositories === null ? 'all' : 'selected',
        repositories: page.items.map((one) => repositoryView(hub, one)),
      },
      page.headers,
    );
  }),

  route('DELETE', '/installation/token', (call) => {
    if (call.caller.kind !== 'installation')
      throw new ApiError(403, 'Resource not accessible by integration');
    call.hub.installationTokens.delete(call.caller.token);
    return noContent();
  }),

  route('GET', '/app/hook/config', (call) => {
    const { webhook } = callingApp(call);
    return ok({
      content_type: 'json',
      insecure_ssl: '0',
      ...(webhook === null ? {} : { url: webhook.url, secret: '********' }),
    });
  }),

  route('GET', '/app/hook/deliveries', (call) =>
    listAnswer(call, deliveriesOf(call).toReversed(), deliveryItemView),
  ),

  route('GET', '/app/hook/deliveries/{delivery_id}', (call) => ok(deliveryView(deliveryOf(call)))),

  route('POST', '/app/hook/deliveries/{delivery_id}/attempts', (call) => {
    redeliver(call.hub, deliveryOf(call));
    return { status: 202, body: {}, headers: {} };
  }),
];

function callingApp(call: Call): App {
  if (call.caller.kind === 'app') return call.caller.app;
  throw new ApiError(401, 'A JSON web token could not be decoded');
}

function installationsOf(call: Call): readonly Installation[] {
  const app = callingApp(call);
  return [...call.hub.installations.values()].filter((one) => one.app === app);
}

function installationOf(call: Call): Installation {
  const id = Number(param(call, 'installation_id'));
  const installation = installationsOf(call).find((one) => one.id === id);
  if (installation === undefined) throw notFound();
  return installation;
}

function accountInstallation(call: Call, name: string): Answer {
  const login = param(call, name).toLowerCase();
  const installation = installationsOf(call).find((one) => one.account.login.toLowerCase() === login);
  if (installation === undefined) throw notFound();
  return ok(installationView(call.hub, installation));
}

/** A token may ask for less than its installation has, never for more. */
function createToken(call: Call, installation: Installation): Answer {
  const { hub } = call;
  const body = readBody(
    call,
    z.object({
      repositories: z.array(z.string()).optional(),
      repository_ids: z.array(z.int()).optional(),
      permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
    }),
  );
  for (const [name, access] of Object.entries(body.permissions ?? {})) {
    const granted = name === 'metadata' ? 'read' : installation.permissions[name];
    if (granted !== 'write' && granted !== access) {
      throw new ApiError(422, 'The permissions requested are not granted to this installation.');
    }
  }
  const all = [...hub.repositories.values()].filter((one) => installationCovers(installation, one));
  const isNarrowed = body.repositories !== undefined || body.repository_ids !== undefined;
  const chosen = all.filter(
    (one) => body.repositories?.includes(one.name) === true || body.repository_ids?.includes(one.id) === true,
  );
  if (isNarrowed && chosen.length < (body.repositories?.length ?? 0) + (body.repository_ids?.length ?? 0)) {
    throw new ApiError(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  }
  const token = mintToken(hub, {
    installation,
    permissions: body.permissions ?? installation.permissions,
    repositories: isNarrowed ? new Set(chosen) : null,
    workflowRunId: null,
  });
  return created({
    token: token.token,
    expires_at: token.expiresAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    permissions: { metadata: 'read', ...token.permissions },
    repository_selection: isNarrowed || installation.repositories !== null ? 'selected' : 'all',
    ...(isNarrowed ? { repositories: chosen.map((one) => repositoryView(hub, one)) } : {}),
  });
}

function deliveriesOf(call: Call): readonly Delivery[] {
  const app = callingApp(call);
  return call.hub.deliveries.filter((one) => one.app === app);
}

function deliveryOf(call: Call): Delivery {
  const id = Number(param(call, 'delivery_id'));
  const delivery = deliveriesOf(call).find((one) => one.id === id);
  if (delivery === undefined) throw notFound();
  return delivery;
}
