// Sends webhooks: signed, with a unique id, ten seconds to answer, and every attempt kept.
import { createHmac, randomUUID } from 'node:crypto';
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { App } from '../model/app.ts';
import type { Delivery } from '../model/delivery.ts';

const answerWithinMs = 10_000;

export interface Parcel {
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly payload: JsonObject;
  /** The id of the first attempt when this is another one. */
  readonly redeliveryOf?: string;
}

/** Starts the delivery and goes on; apps without a webhook address hear nothing. */
export function deliver(hub: Hub, parcel: Parcel): Delivery | null {
  const { app } = parcel;
  if (app.webhook === null) return null;
  const guid = parcel.redeliveryOf ?? randomUUID();
  const { url, secret } = app.webhook;
  const body = JSON.stringify(parcel.payload);
  const headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-delivery': guid,
    'x-github-event': parcel.event,
    'x-github-hook-id': String(app.hookId),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
  const delivery: Delivery = {
    id: hub.nextId(),
    app,
    guid,
    event: parcel.event,
    action: parcel.action,
    redelivery: parcel.redeliveryOf !== undefined,
    deliveredAt: hub.clock.now(),
    installationId: parcel.installationId,
    repositoryId: parcel.repositoryId,
    request: { headers, payload: parcel.payload },
    durationMs: 0,
    statusCode: 0,
    status: 'pending',
    response: { headers: {}, body: '' },
  };
  hub.deliveries.push(delivery);
  hub.background.start(() => send(hub, delivery, { url, body }));
  return delivery;
}

export function redeliver(hub: Hub, delivery: Delivery): void {
  const { app, event, action, installationId, repositoryId, guid } = delivery;
  deliver(hub, {
    app,
    event,
    action,
    installationId,
    repositoryId,
    payload: delivery.request.payload,
    redeliveryOf: guid,
  });
}

async function send(
  hub: Hub,
  delivery: Delivery,
  letter: { readonly url: string; readonly body: string },
): Promise<void> {
  const startedAt = performance.now();
  try {
    const response = await fetch(letter.url, {
      method: 'POST',
      headers: delivery.request.headers,
      body: letter.body,
      redirect: 'manual',
      signal: AbortSignal.any([hub.closing, AbortSignal.timeout(answerWithinMs)]),
    });
    delivery.response = { headers: Object.fromEntries(response.headers), body: await response.text() };
    delivery.statusCode = response.status;
    delivery.status = response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`;
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    delivery.status = isTimeout ? 'timed out' : 'failed to connect to host';
  }
  delivery.durationMs = performance.now() - startedAt;
  hub.changed();
}
