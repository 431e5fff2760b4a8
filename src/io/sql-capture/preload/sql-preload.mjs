// Loaded into the app under test by NODE_OPTIONS: ties every SQL statement to its HTTP request and its line, and answers what
// it saw on a socket in a private folder. Plain JavaScript for the app's Node (20 and later); it must never get in its way.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { guarded, noteFailure, readFailures } from './guard.mjs';
import { watchDrivers } from './on-module.mjs';
import { followRequests } from './request-context.mjs';
import { noteRequest, takeAll } from './statement-log.mjs';

const folder = process.env.PERFCREW_SQL;
const program = basename(process.argv[1] ?? '');
const isPackageManager = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(-cli)?(\.[cm]?js)?$/.test(program);

if (folder && isMainThread && !isPackageManager) {
  guarded(() => {
    followRequests(noteRequest);
    watchDrivers();
    listen();
  });
}

function listen() {
  mkdirSync(folder, { recursive: true });
  const server = createServer({ allowHalfOpen: true }, answer);
  server.on('error', noteFailure);
  // Exclusive: a cluster worker would else share the primary's socket.
  server.listen({ path: join(folder, `${process.pid}.sock`), exclusive: true });
  server.unref();
}

/** One command per connection, ended by a line feed; one JSON text back. */
function answer(socket) {
  socket.on('error', () => {});
  socket.unref();
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    if (!text.includes('\n')) return;
    const command = guarded(() => JSON.parse(text));
    text = '';
    const result = command?.do === 'take-statements' ? guarded(takeAll) : undefined;
    socket.end(
      JSON.stringify(
        result === undefined
          ? { failure: 'The only command is take-statements.' }
          : { pid: process.pid, ...result, failures: readFailures() },
      ),
    );
  });
}
