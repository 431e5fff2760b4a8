// Reads a request's body up to a size, and beyond it keeps nothing: the sender is still there to read the refusal.
import type { IncomingMessage } from 'node:http';

/** Null where the body is larger. What comes after the limit is let through unread, for as long as the sender sends it. */
export function readBody(request: IncomingMessage, maximumBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maximumBytes) chunks.push(chunk);
      else chunks = [];
    });
    request.on('end', () => resolve(sizeBytes > maximumBytes ? null : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The sender went away.')));
  });
}
