// Ties postgres.js's statements to who asked. Each is an object made by the tag itself, in the app's own context; the writes to
// the socket come later, in batches for several requests, and could not be told apart.
import { guarded } from './guard.mjs';
import { finish, keepParameters, open, takeOrigin } from './statement-log.mjs';

/** A subclass of postgres.js's query for the package to use in its place. */
export function watchPostgresQuery(Original) {
  return class Query extends Original {
    #origin = guarded(takeOrigin);
    #isNoted = false;

    // Fragments are queries, too, that are never run.
    async handle() {
      if (!this.#isNoted && !this.executed && this.#origin !== undefined) {
        this.#isNoted = true;
        guarded(() => watchEnd(this, this.#origin));
      }
      return super.handle(...arguments);
    }
  };
}

/** The functions the connection calls when it is done: a handler on the promise would hide rejections nobody handles. */
function watchEnd(query, origin) {
  const record = open(origin, 'postgres', textOf(query));
  if (record === null) return;
  const { resolve, reject } = query;
  const close = (outcome) =>
    guarded(() => {
      if (record.durationMs !== null) return;
      if (typeof query.string === 'string') record.sql = query.string;
      keepParameters(record, query.parameters);
      finish(record, outcome);
    });
  query.resolve = (result) => {
    close({ rows: typeof result?.count === 'number' ? result.count : null, failure: null });
    return resolve(result);
  };
  query.reject = (error) => {
    close({ rows: null, failure: String(error?.code ?? error?.message) });
    return reject(error);
  };
}

/** Until the connection has put fragments together and numbered the parameters. */
function textOf({ strings }) {
  return Array.isArray(strings) ? strings.join('?') : String(strings);
}
