// Every request of one page as Chrome's network domain tells it, and how many are still under way.
import type { CDPSession, Protocol } from 'puppeteer-core';
import type { PageRequest } from '../../ports/page-driver.ts';

interface Entry {
  readonly url: string;
  readonly type: string;
  statusCode: number;
  transferBytes: number;
}

export interface PageNetwork {
  requests(): PageRequest[];
  /** Requests that are neither finished nor failed. */
  underWay(): number;
  /** When the last request began or ended, on the driver's monotonic clock. */
  lastChangeMs(): number;
  /** Last redirection of the document by its server; null where there was none. */
  leadsTo(): string | null;
  /** Of the page itself; 0 where no answer came. */
  documentStatus(): number;
}

/** Streams that never end by themselves; nobody waits for those. */
const ENDLESS = new Set(['EventSource', 'WebSocket', 'Ping']);

export async function watchNetwork(session: CDPSession, origin: string): Promise<PageNetwork> {
  const entries: Entry[] = [];
  const open = new Map<string, Entry>();
  let lastChangeMs = performance.now();
  let sentTo: string | null = null;
  let document: Entry | null = null;

  session.on('Network.requestWillBeSent', (event) => {
    lastChangeMs = performance.now();
    const before = open.get(event.requestId);
    if (event.redirectResponse !== undefined && before !== undefined) {
      receive(before, event.redirectResponse);
      before.transferBytes = event.redirectResponse.encodedDataLength;
      if (event.type === 'Document' && event.requestId === event.loaderId) sentTo = event.request.url;
    }
    if (!/^https?:/.test(event.request.url)) return;
    const entry = { url: event.request.url, type: event.type ?? 'Other', statusCode: 0, transferBytes: 0 };
    entries.push(entry);
    if (entry.type === 'Document' && event.requestId === event.loaderId) document = entry;
    open.set(event.requestId, entry);
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const entry = open.get(requestId);
    if (entry !== undefined) receive(entry, response);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    end(requestId, encodedDataLength);
  });
  session.on('Network.loadingFailed', ({ requestId }) => end(requestId, null));
  await session.send('Network.enable');

  function end(requestId: string, encodedDataLength: number | null): void {
    lastChangeMs = performance.now();
    const entry = open.get(requestId);
    if (entry !== undefined && encodedDataLength !== null) entry.transferBytes = encodedDataLength;
    open.delete(requestId);
  }

  return {
    requests: () => entries.map(({ url, ...entry }) => ({ path: pathFrom(url, origin), ...entry })),
    underWay: () => [...open.values()].filter(({ type }) => !ENDLESS.has(type)).length,
    lastChangeMs: () => lastChangeMs,
    documentStatus: () => document?.statusCode ?? 0,
    leadsTo: () => (sentTo === null ? null : pathFrom(sentTo, origin)),
  };
}

function receive(entry: Entry, response: Protocol.Network.Response): void {
  entry.statusCode = response.status;
  entry.transferBytes = response.encodedDataLength;
}

/** Base and head listen on different ports: only the path can be compared. */
export function pathFrom(url: string, origin: string): string {
  const parsed = new URL(url);
  return parsed.origin === origin ? parsed.pathname : `${parsed.origin}${parsed.pathname}`;
}
