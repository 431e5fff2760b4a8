// Which line of the app asked for a statement: the nearest frame, awaits included, that is neither Node's nor a package's.
import { fileURLToPath } from 'node:url';

/** Query builders put dozens of their own frames between the app and the driver. */
const DEPTH = 60;
const KEPT_FRAMES = 5;
/** This room's folder; once bundled it is one file. */
const OWN = import.meta.url.replace(/call-site\.mjs$/, '');

/** `[{ file, line, column, function }]`, nearest first; empty where no frame is the app's. */
export function appFrames() {
  const limit = Error.stackTraceLimit;
  let stack;
  try {
    Error.stackTraceLimit = DEPTH;
    ({ stack } = new Error('where'));
  } finally {
    Error.stackTraceLimit = limit;
  }
  // Text rather than structured frames: it goes through the source maps where the app has them on.
  if (typeof stack !== 'string') return [];
  const frames = [];
  for (const line of stack.split('\n')) {
    const frame = readFrame(line);
    if (frame !== null) frames.push(frame);
    if (frames.length === KEPT_FRAMES) break;
  }
  return frames;
}

function readFrame(text) {
  const match = /^\s*at (?:(.*?) \()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/.exec(text);
  if (match === null) return null;
  const [, name, place, line, column] = match;
  if (place.startsWith(OWN) || /[\\/]node_modules[\\/]/.test(place)) return null;
  const file = place.startsWith('file://') ? fileURLToPath(place) : place;
  return {
    file,
    line: Number(line),
    column: Number(column),
    function: name === undefined ? null : name.replace(/^(async|new) /, ''),
  };
}
