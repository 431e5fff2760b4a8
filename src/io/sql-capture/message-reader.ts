// Reads the fields of one message body in order; beyond its end, as in one that was kept in part, it says so by null.

export interface MessageReader {
  int16(): number | null;
  int32(): number | null;
  /** Up to the zero byte; what is there where none is. */
  text(): string;
  bytes(lengthBytes: number): Buffer | null;
}

export function readMessage(body: Buffer): MessageReader {
  let at = 0;
  const take = (lengthBytes: number): Buffer | null => {
    if (lengthBytes < 0 || at + lengthBytes > body.length) {
      at = body.length;
      return null;
    }
    at += lengthBytes;
    return body.subarray(at - lengthBytes, at);
  };
  return {
    int16: () => take(2)?.readInt16BE(0) ?? null,
    int32: () => take(4)?.readInt32BE(0) ?? null,
    bytes: take,
    text() {
      const end = body.indexOf(0, at);
      const text = body.toString('utf8', at, end === -1 ? body.length : end);
      at = end === -1 ? body.length : end + 1;
      return text;
    },
  };
}
