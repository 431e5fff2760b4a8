// One attempt to hand an event to an app: what was sent and what came back.
import type { JsonObject } from '../json.ts';
import type { App } from './app.ts';

export interface Delivery {
  readonly id: number;
  readonly app: App;
  /** The same for every attempt of one event: receivers recognise duplicates by it. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly redelivery: boolean;
  readonly deliveredAt: Date;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly payload: JsonObject };
  durationMs: number;
  /** 0 while it is under way or when nobody answered. */
  statusCode: number;
  status: string;
  response: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}
