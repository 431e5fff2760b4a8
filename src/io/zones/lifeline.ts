// The other end of a zone's input: the line with the secret, and the end that tells that nobody waits for us any more.
import { closeSync, openSync, readSync } from 'node:fs';
import { devNull } from 'node:os';
import { ZONE_MARK } from './run-zone.ts';

/** No key is longer. */
const MOST_BYTES = 10_000;

/** The first line of the input, without its end. It is in no environment and, once read, in no file that another process could open. */
export function readSecretLine(): string {
  const bytes: number[] = [];
  const buffer = Buffer.alloc(1);
  while (bytes.length < MOST_BYTES && readSync(0, buffer, 0, 1, null) === 1 && buffer[0] !== 0x0a)
    bytes.push(buffer[0] ?? 0);
  if (process.env[ZONE_MARK] === undefined) {
    // It may be a file: whoever opened our input anew would read the line once more.
    closeSync(0);
    // Where Node's permission model forbids that, no program can be started either that would take the next file for its input.
    if (process.permission?.has('fs.read', devNull) ?? true) openSync(devNull, 'r');
  }
  endWithParent();
  return Buffer.from(bytes).toString('utf8').trim();
}

/** In a zone: ends this process in order, as Ctrl-C does, when who started it is gone or wants it gone. */
export function endWithParent(): void {
  if (process.env[ZONE_MARK] === undefined) return;
  const end = (): void => {
    process.kill(process.pid, 'SIGTERM');
  };
  process.stdin.on('end', end).on('error', end).resume();
  if ('unref' in process.stdin) process.stdin.unref();
}
