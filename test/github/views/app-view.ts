// Apps, installations and deliveries as the API shows them.
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { App, Installation } from '../model/app.ts';
import type { Delivery } from '../model/delivery.ts';
import { accountView, nodeId, timestamp } from './account-view.ts';

export function appView(hub: Hub, app: App): JsonObject {
  return {
    id: app.id,
    client_id: `Iv23${app.slug}`,
    slug: app.slug,
    node_id: nodeId('Integration', app.id),
    owner: accountView(hub, app.owner),
    name: app.name,
    description: '',
    external_url: hub.origin,
    html_url: `${hub.origin}/apps/${app.slug}`,
    created_at: timestamp(app.createdAt),
    updated_at: timestamp(app.createdAt),
    permissions: { metadata: 'read', ...app.permissions },
    events: app.events,
  };
}

export function installationView(hub: Hub, installation: Installation): JsonObject {
  const url = `${hub.origin}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    client_id: `Iv23${installation.app.slug}`,
    account: accountView(hub, installation.account),
    repository_selection: installation.repositories === null ? 'all' : 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${hub.origin}/installation/repositories`,
    html_url: `${hub.origin}/settings/installations/${installation.id}`,
    app_id: installation.app.id,
    app_slug: installation.app.slug,
    target_id: installation.account.id,
    target_type: installation.account.type,
    permissions: { metadata: 'read', ...installation.permissions },
    events: installation.app.events,
    created_at: timestamp(installation.createdAt),
    updated_at: timestamp(installation.createdAt),
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}

export function deliveryItemView(delivery: Delivery): JsonObject {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt.toISOString(),
    redelivery: delivery.redelivery,
    duration: Math.round(delivery.durationMs) / 1000,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

export function deliveryView(delivery: Delivery): JsonObject {
  return {
    ...deliveryItemView(delivery),
    url: delivery.app.webhook?.url ?? '',
    request: { headers: { ...delivery.request.headers }, payload: delivery.request.payload },
    response: { headers: { ...delivery.response.headers }, payload: delivery.response.body },
  };
}
