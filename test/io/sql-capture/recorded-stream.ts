// Bytes of a connection as the protocol writes them, for laws that cut them anywhere.

export const text = (value: string): Buffer => Buffer.from(`${value}\0`);
export const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export function message(type: string, ...fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat(fields);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

export const startup = message('', int32(196_608), text('user'), text('shop'), text(''));
export const sync = message('S');
export const ready = (status = 'I'): Buffer => message('Z', Buffer.from(status));
export const parse = (name: string, sql: string, types: readonly number[] = []): Buffer =>
  message('P', text(name), text(sql), int16(types.length), ...types.map(int32));
export const execute = (portal = '', maxRows = 0): Buffer => message('E', text(portal), int32(maxRows));
export const describeStatement = (name: string): Buffer => message('D', Buffer.from('S'), text(name));
export const done = (tag: string): Buffer => message('C', text(tag));
export const failure = (code: string): Buffer =>
  message(
    'E',
    Buffer.from('S'),
    text('ERROR'),
    Buffer.from('C'),
    text(code),
    Buffer.from('M'),
    text('no'),
    Buffer.from([0]),
  );
export const bind = (
  statement: string,
  values: readonly (Buffer | null)[],
  format: 0 | 1 = 0,
  portal = '',
): Buffer =>
  message(
    'B',
    text(portal),
    text(statement),
    int16(1),
    int16(format),
    int16(values.length),
    ...values.flatMap((value) => (value === null ? [int32(-1)] : [int32(value.length), value])),
    int16(0),
  );
