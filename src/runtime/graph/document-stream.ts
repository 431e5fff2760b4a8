// A document while it is written: readers take its chunks in order, each at its own pace, and a writer far ahead waits for them.
// A reader that waits itself holds nobody up: bounded buffers alone can lock a network of streams that has no cycle
// (Parks, Bounded Scheduling of Process Networks, Berkeley 1995).
import type { Activity } from './activity.ts';

export type Ending =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly writer: string; readonly reason: string };

export interface DocumentStream {
  /** With the first chunk, or the end. */
  readonly opened: Promise<void>;
  readonly ended: Promise<Ending>;
  /** Null while it is written. */
  readonly ending: Ending | null;
  readonly chunks: readonly unknown[];
  write(chunk: unknown, writer: Activity): Promise<void>;
  end(ending: Ending): void;
  read(reader: Activity): AsyncGenerator<unknown, void, undefined>;
}

/** Thrown at the reader of a stream whose writer did not end well. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream';
}

/** Chunks a writer may be ahead of a reader that could read on. */
const AHEAD_CHUNKS = 16;

interface Cursor {
  readonly reader: Activity;
  position: number;
}

export function openDocumentStream(name: string): DocumentStream {
  const chunks: unknown[] = [];
  const cursors = new Set<Cursor>();
  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<Ending>();
  let ending: Ending | null = null;
  let grown = Promise.withResolvers<void>();
  let read = Promise.withResolvers<void>();

  const wakeReaders = (): void => {
    grown.resolve();
    grown = Promise.withResolvers();
  };
  const wakeWriter = (): void => {
    read.resolve();
    read = Promise.withResolvers();
  };
  const isAhead = (): boolean =>
    cursors
      .values()
      .some(({ reader, position }) => !reader.isIdle && chunks.length - position > AHEAD_CHUNKS);

  return {
    opened: opened.promise,
    ended: ended.promise,
    get ending() {
      return ending;
    },
    chunks,
    async write(chunk, writer) {
      chunks.push(chunk);
      opened.resolve();
      wakeReaders();
      while (isAhead()) await writer.wait(read.promise, 'reader');
    },
    end(how) {
      ending = how;
      if (how.ok && chunks.length === 0)
        for (const chunk of Array.isArray(how.value) ? how.value : [how.value]) chunks.push(chunk);
      opened.resolve();
      ended.resolve(how);
      wakeReaders();
    },
    async *read(reader) {
      const cursor: Cursor = { reader, position: 0 };
      cursors.add(cursor);
      const forget = reader.onIdle(wakeWriter);
      try {
        for (;;) {
          while (cursor.position < chunks.length) {
            yield chunks[cursor.position];
            cursor.position += 1;
            wakeWriter();
          }
          if (ending?.ok === true) return;
          if (ending?.ok === false)
            throw new BrokenStream(
              `Document ${name} breaks off: ${ending.writer} did not end well (${ending.reason}).`,
            );
          await reader.wait(grown.promise, 'input');
        }
      } finally {
        cursors.delete(cursor);
        forget();
        wakeWriter();
      }
    },
  };
}
