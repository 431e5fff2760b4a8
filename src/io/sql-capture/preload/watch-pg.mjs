// Ties pg's statements to who asked: at the call, for a pooled client sends from events of a socket some other request opened.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { appFrames } from './call-site.mjs';
import { guarded } from './guard.mjs';
import { finish, keepParameters, open, takeOrigin } from './statement-log.mjs';

/** Set while `Pool.query` waits for a client: by then the app's frames have left the stack. */
const asked = new AsyncLocalStorage();
const RECORD = Symbol('perfcrew.statement');

/** pg-pool's class; changes its prototype. */
export function watchPool(Pool) {
  const { connect, query } = Pool.prototype;
  Pool.prototype.connect = function (callback) {
    return typeof callback === 'function'
      ? connect.call(this, AsyncResource.bind(callback))
      : connect.apply(this, arguments);
  };
  Pool.prototype.query = function () {
    const origin = guarded(() => asked.getStore() ?? takeOrigin());
    const given = bindLast(arguments);
    return followed(
      asked.run(origin, () => query.apply(this, given)),
      origin,
    );
  };
}

/** pg's client; changes its prototype. */
export function watchClient(Client) {
  const { query } = Client.prototype;
  Client.prototype.query = function (config) {
    // Cursors and streams bring their own query and end when the app has read enough.
    if (typeof config?.submit === 'function') {
      guarded(
        () =>
          RECORD in config ||
          note(config, config.cursor?.text ?? config.text, config.cursor?.values ?? config.values),
      );
    }
    const origin = asked.getStore() ?? guarded(takeOrigin);
    const given = bindLast(arguments);
    return followed(
      asked.run(origin, () => query.apply(this, given)),
      origin,
    );
  };
}

/**
 * A builder that is awaited is called from V8's own job, which no frame of the app is on. Once the answer is in, the promises
 * awaiting it lead back to the app: then the line is taken.
 */
function followed(answer, origin) {
  if (origin === undefined || origin.frames.length > 0 || !(answer instanceof Promise)) return answer;
  return follow(answer, origin);
}

async function follow(answer, { frames }) {
  try {
    return await answer;
  } finally {
    guarded(() => frames.length === 0 && frames.push(...appFrames()));
  }
}

/** A subclass of pg's query for pg to use in its place. */
export function watchQuery(Original) {
  return class Query extends Original {
    constructor() {
      super(...arguments);
      guarded(() => note(this, this.text, this.values));
    }

    handleError(error) {
      guarded(() => close(this, { rows: null, failure: String(error?.code ?? error?.message) }));
      return super.handleError(...arguments);
    }

    handleReadyForQuery() {
      guarded(() => close(this, { rows: rowsOf(this), failure: null }));
      return super.handleReadyForQuery(...arguments);
    }
  };
}

function note(query, text, values) {
  const record = typeof text === 'string' ? open(asked.getStore() ?? takeOrigin(), 'pg', text) : null;
  if (record !== null) keepParameters(record, values);
  Object.defineProperty(query, RECORD, { value: record });
}

function close(query, outcome) {
  const record = query[RECORD];
  if (record && record.durationMs === null) finish(record, outcome);
}

function rowsOf({ _results: results }) {
  const last = Array.isArray(results) ? results.at(-1) : results;
  return last?.rowCount ?? null;
}

/** The app's callback runs where the app asked, not in the socket's event; and not within what `asked` held meanwhile. */
function bindLast(given) {
  const list = [...given];
  const last = list.length - 1;
  if (typeof list[last] === 'function') list[last] = AsyncResource.bind(list[last]);
  return list;
}
