// A GitHub App in a test: its private key, its webhook, and where it is installed.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { deliver } from '../events/deliver.ts';
import type { Hub } from '../hub.ts';
import type { App, Installation, Permissions } from '../model/app.ts';
import type { Account } from '../model/account.ts';
import { mintToken } from '../tokens.ts';
import { accountView } from '../views/account-view.ts';
import { installationView } from '../views/app-view.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import { userHandle } from './user-handle.ts';

export interface NewApp {
  readonly slug: string;
  /** Login of the account that made it; `app-maker` where not given. */
  readonly owner?: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly webhook?: { readonly url: string; readonly secret: string };
}

export interface AppHandle {
  readonly id: number;
  readonly slug: string;
  readonly app: App;
  readonly privateKey: string;
  /** From now on events go there; a ping is the first. */
  setWebhook(webhook: { readonly url: string; readonly secret: string }): void;
  /** On the owner's repositories: these, or all when none is named. */
  install(
    on: readonly [RepositoryHandle, ...RepositoryHandle[]] | { readonly account: string },
  ): Installation;
  uninstall(installation: Installation): void;
  /** A token as the access_tokens route makes it, for tests that do not care how. */
  token(installation: Installation): string;
}

export function appHandle(hub: Hub, wanted: NewApp): AppHandle {
  const keys = nextKeys();
  const id = hub.nextId();
  const createdAt = hub.clock.now();
  const bot: Account = { id: hub.nextId(), login: `${wanted.slug}[bot]`, type: 'Bot', createdAt };
  const app: App = {
    id,
    slug: wanted.slug,
    name: wanted.slug,
    owner: userHandle(hub, wanted.owner ?? 'app-maker').account,
    bot,
    permissions: wanted.permissions,
    events: wanted.events,
    publicKey: createPublicKey(keys.publicKey),
    hookId: hub.nextId(),
    webhook: null,
    createdAt,
  };
  hub.accounts.set(bot.login.toLowerCase(), bot);
  hub.apps.set(app.id, app);
  const handle: AppHandle = {
    id,
    slug: app.slug,
    app,
    privateKey: keys.privateKey,
    setWebhook: (webhook) => {
      app.webhook = webhook;
      ping(hub, app);
    },
    install: (on) => {
      const installation = newInstallation(hub, app, on);
      hub.installations.set(installation.id, installation);
      tell(hub, installation, 'created');
      return installation;
    },
    uninstall: (installation) => {
      hub.installations.delete(installation.id);
      for (const [token, one] of hub.installationTokens) {
        if (one.installation === installation) hub.installationTokens.delete(token);
      }
      tell(hub, installation, 'deleted');
    },
    token: (installation) =>
      mintToken(hub, {
        installation,
        permissions: installation.permissions,
        repositories: null,
        workflowRunId: null,
      }).token,
  };
  if (wanted.webhook !== undefined) handle.setWebhook(wanted.webhook);
  return handle;
}

const keyRing: ReturnType<typeof makeKeys>[] = [];
let keysTaken = 0;

/** Making a key takes long, so two take turns: an app's neighbour has another key. */
function nextKeys(): ReturnType<typeof makeKeys> {
  const at = keysTaken++ % 2;
  return (keyRing[at] ??= makeKeys());
}

function makeKeys() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

function newInstallation(
  hub: Hub,
  app: App,
  on: readonly [RepositoryHandle, ...RepositoryHandle[]] | { readonly account: string },
): Installation {
  const isAll = 'account' in on;
  return {
    id: hub.nextId(),
    app,
    account: isAll ? userHandle(hub, on.account).account : on[0].repository.owner,
    permissions: app.permissions,
    repositories: isAll ? null : new Set(on.map((one) => one.repository)),
    createdAt: hub.clock.now(),
  };
}

function ping(hub: Hub, app: App): void {
  deliver(hub, {
    app,
    event: 'ping',
    action: null,
    installationId: null,
    repositoryId: null,
    payload: {
      zen: 'Responsive is better than fast.',
      hook_id: app.hookId,
      hook: {
        type: 'App',
        id: app.hookId,
        name: 'web',
        active: true,
        events: app.events,
        config: { content_type: 'json', insecure_ssl: '0', secret: '********', url: app.webhook?.url ?? '' },
        updated_at: app.createdAt.toISOString(),
        created_at: app.createdAt.toISOString(),
        app_id: app.id,
        deliveries_url: `${hub.origin}/app/hook/deliveries`,
      },
    },
  });
}

function tell(hub: Hub, installation: Installation, action: 'created' | 'deleted'): void {
  const repositories = [...hub.repositories.values()].filter((one) =>
    installation.repositories === null
      ? one.owner === installation.account
      : installation.repositories.has(one),
  );
  deliver(hub, {
    app: installation.app,
    event: 'installation',
    action,
    installationId: installation.id,
    repositoryId: null,
    payload: {
      action,
      installation: installationView(hub, installation),
      repositories: repositories.map((one) => ({
        id: one.id,
        node_id: Buffer.from(`Repository:${one.id}`).toString('base64url'),
        name: one.name,
        full_name: one.fullName,
        private: one.private,
      })),
      sender: accountView(hub, installation.account),
    },
  });
}
