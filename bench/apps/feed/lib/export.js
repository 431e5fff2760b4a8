// The rows of the export, a few lines of JSON at a time, as a cursor of a database brings them.
import { setImmediate as nextTurn } from 'node:timers/promises';

const PER_CHUNK = 20;

export async function* exportLines(count) {
  for (let from = 0; from < count; from += PER_CHUNK) {
    const rows = Array.from({ length: Math.min(PER_CHUNK, count - from) }, (_, index) => rowOf(from + index));
    yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
    await nextTurn();
  }
}

function rowOf(id) {
  return {
    id,
    at: new Date(1_735_689_600_000 + id * 60_000).toISOString(),
    station: `S-${id % 37}`,
    value: (id * 7919) % 1_000,
  };
}
