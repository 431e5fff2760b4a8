// Talks to the preload in the processes of the app: one connection, one command, one answer.
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isMissing } from '../files/disk-errors.ts';

/** No honest profile of a few seconds is larger. */
const LIMIT_BYTES = 128 * 1024 * 1024;
const PATIENCE_MS = 30_000;

/** Paths of the sockets; of processes that have ended, too. */
export async function listSockets(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => name.endsWith('.sock')).map((name) => join(directory, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** What the process answered, parsed; null where it is gone, silent, or says what is no JSON. */
export function ask(socketPath: string, command: object): Promise<unknown> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const socket = connect(socketPath);
    const giveUp = (): void => {
      socket.destroy();
      resolve(null);
    };
    socket.setTimeout(PATIENCE_MS, giveUp);
    socket.on('error', giveUp);
    socket.on('data', (chunk) => {
      sizeBytes += chunk.length;
      if (sizeBytes > LIMIT_BYTES) giveUp();
      else chunks.push(chunk);
    });
    socket.on('end', () => {
      resolve(parse(Buffer.concat(chunks).toString('utf8')));
      socket.destroy();
    });
    socket.write(`${JSON.stringify(command)}\n`);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
