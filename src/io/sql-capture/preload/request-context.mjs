// Which HTTP request the running code serves: a store entered around the `request` event, kept through everything awaited.
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { guarded } from './guard.mjs';

const requests = new AsyncLocalStorage();
let started = 0;

/** `{ id, method, path }`, or undefined outside of any request. */
export function currentRequest() {
  return requests.getStore();
}

export function followRequests(onStart) {
  for (const { Server } of [http, https]) {
    const emit = Server.prototype.emit;
    Server.prototype.emit = function (event, request, response) {
      if (event !== 'request') return emit.apply(this, arguments);
      const entered = guarded(() => enter(request, onStart));
      if (entered === undefined) return emit.apply(this, arguments);
      guarded(() => keepWithin(entered, request));
      guarded(() => keepWithin(entered, response));
      return requests.run(entered, () => emit.apply(this, arguments));
    };
  }
}

function enter({ method, url }, onStart) {
  started += 1;
  const entered = { id: started, method: String(method), path: String(url).split('?')[0] };
  onStart(entered);
  return entered;
}

/** The parser and the socket live longer than a request and emit in the context they were made in: a body's end would be lost. */
function keepWithin(entered, emitter) {
  const { emit } = emitter;
  emitter.emit = function () {
    return requests.run(entered, () => emit.apply(this, arguments));
  };
}
