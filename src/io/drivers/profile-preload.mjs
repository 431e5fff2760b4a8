// Loaded into the app under test by NODE_OPTIONS: answers what the process counted, and runs V8's profilers, by a socket in
// a private folder. It is plain JavaScript because the app's Node may be an older one, and it must never get in the app's way.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { readCounters, startCounting } from '../profile/preload/counters.mjs';
import { collectGarbage, startCpu, startHeap, stopCpu, stopHeap } from '../profile/preload/profilers.mjs';

const folder = process.env.PERFCREW_PROFILER ?? process.env.PERFCREW_COUNTERS;
const program = basename(process.argv[1] ?? '');
const isPackageManager = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(-cli)?(\.[cm]?js)?$/.test(program);

if (folder && isMainThread && !isPackageManager) {
  // Counters alone leave the code as fast as it is.
  if (process.env.PERFCREW_PROFILER) keepFramesApart();
  listen();
}

function keepFramesApart() {
  // V8 gives the time of an inlined function to its caller, with a line of either: no attribution could stand on that.
  setFlagsFromString('--no-turbo-inlining');
  // Nor does it know the frame of a function whose loop was optimised while it ran: it would be missing from its stacks.
  setFlagsFromString('--no-use-osr');
  if (Number(process.versions.node.split('.')[0]) >= 22) setFlagsFromString('--no-maglev-inlining');
}

function listen() {
  try {
    startCounting();
    mkdirSync(folder, { recursive: true });
  } catch {
    return;
  }
  const server = createServer({ allowHalfOpen: true }, answer);
  server.on('error', () => {});
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
    run(text).then(
      (result) => socket.end(JSON.stringify(result)),
      (error) => socket.end(JSON.stringify({ failure: String(error) })),
    );
    text = '';
  });
}

async function run(text) {
  const command = JSON.parse(text);
  switch (command.do) {
    case 'counters':
      return readCounters();
    case 'collect':
      // Connections that were just closed are let go first.
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
      await collectGarbage();
      return readCounters();
    case 'start-cpu':
      return startCpu(command);
    case 'stop-cpu':
      return stopCpu();
    case 'start-heap':
      return startHeap(command);
    case 'stop-heap':
      return stopHeap();
    default:
      throw new Error(`There is no command ${command.do}.`);
  }
}
