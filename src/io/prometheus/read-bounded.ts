// Reads the answer of a server that is not ours without trusting its size: a broken proxy may send without end.

export interface BoundedText {
  readonly text: string;
  readonly isCut: boolean;
}

export async function readBounded(response: Response, limitBytes: number): Promise<BoundedText> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  if (response.body === null) return { text: '', isCut: false };
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const chunk of response.body) {
    chunks.push(chunk.subarray(0, limitBytes - sizeBytes));
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) break;
  }
  return { text: Buffer.concat(chunks).toString('utf8'), isCut: sizeBytes > limitBytes };
}

/** What a server said, fit for one line: no control characters, no secret it may repeat, no flood. */
export function saidBy(text: string, secrets: readonly string[]): string {
  const hidden = secrets
    .filter((secret) => secret !== '')
    .reduce((said, secret) => said.replaceAll(secret, '***'), text);
  // eslint-disable-next-line no-control-regex
  const line = hidden.replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** Null where the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
