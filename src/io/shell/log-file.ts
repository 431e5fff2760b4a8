// A program's output on disk as it comes; a full disk or a chatterbox costs the log, never the run.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LogFile {
  write(chunk: Buffer): void;
  close(): void;
}

const LIMIT_BYTES = 64 * 1024 * 1024;

export function openLogFile(path: string, limitBytes = LIMIT_BYTES): LogFile {
  let descriptor: number | null = attempt(() => {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  });
  let leftBytes = limitBytes;

  function close(): void {
    const open = descriptor;
    descriptor = null;
    if (open !== null) attempt(() => closeSync(open));
  }

  return {
    write(chunk) {
      const open = descriptor;
      if (open === null) return;
      const part = chunk.subarray(0, leftBytes);
      leftBytes -= part.length;
      const written = attempt(() => {
        for (let offset = 0; offset < part.length;) offset += writeSync(open, part, offset);
        if (part.length < chunk.length) writeSync(open, `\n[log cut after ${limitBytes} bytes]\n`);
        return true;
      });
      if (written === null || part.length < chunk.length) close();
    },
    close,
  };
}

function attempt<Value>(action: () => Value): Value | null {
  try {
    return action();
  } catch {
    return null;
  }
}
