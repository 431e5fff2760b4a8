// Cuts one direction of a Postgres connection into messages, however the network cut it; large bodies are kept only in part.
// Source: PostgreSQL documentation, "Frontend/Backend Protocol", chapters "Message Flow" and "Message Formats".

export interface WireMessage {
  /** The message's letter; empty for the first packet of a client, which has none. */
  readonly type: string;
  /** Without letter and length; empty where nobody wants it. */
  readonly body: Buffer;
  readonly isTruncated: boolean;
}

export interface FramerOptions {
  /** The client's side begins with a packet without a letter. */
  readonly startsUntyped: boolean;
  /** Letters whose bodies are read; of others only that they came is told. */
  readonly wanted: ReadonlySet<string>;
  readonly maxBodyBytes: number;
  readonly onMessage: (message: WireMessage) => void;
}

const LENGTH_BYTES = 4;

/** Takes the bytes as they come. What is no protocol at all makes it deaf rather than wrong. */
export function createFramer(options: FramerOptions): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let headerBytes = options.startsUntyped ? LENGTH_BYTES : LENGTH_BYTES + 1;
  let type: string | null = null;
  let restBytes = 0;
  let keptBytes = 0;
  let isTruncated = false;
  let kept: Buffer[] = [];
  let isDeaf = false;

  function begin(): void {
    type = headerBytes === LENGTH_BYTES ? '' : String.fromCharCode(header[0] ?? 0);
    const lengthBytes = header.readInt32BE(headerBytes - LENGTH_BYTES);
    if (lengthBytes < LENGTH_BYTES) isDeaf = true;
    restBytes = lengthBytes - LENGTH_BYTES;
    header = Buffer.alloc(0);
    headerBytes = LENGTH_BYTES + 1;
  }

  function keep(part: Buffer): void {
    restBytes -= part.length;
    if (!options.wanted.has(type ?? '')) return;
    const room = options.maxBodyBytes - keptBytes;
    if (part.length > room) isTruncated = true;
    if (room <= 0) return;
    // A copy: the chunk it lies in may be much larger.
    const piece = Buffer.from(part.subarray(0, room));
    keptBytes += piece.length;
    kept.push(piece);
  }

  function finish(): void {
    const message = { type: type ?? '', body: Buffer.concat(kept), isTruncated };
    type = null;
    kept = [];
    keptBytes = 0;
    isTruncated = false;
    options.onMessage(message);
  }

  return (chunk) => {
    let at = 0;
    while (at < chunk.length && !isDeaf) {
      if (type === null) {
        const part = chunk.subarray(at, at + headerBytes - header.length);
        header = Buffer.concat([header, part]);
        at += part.length;
        if (header.length < headerBytes) return;
        begin();
      } else {
        const part = chunk.subarray(at, at + restBytes);
        at += part.length;
        keep(part);
      }
      if (type !== null && restBytes === 0 && !isDeaf) finish();
    }
  };
}
