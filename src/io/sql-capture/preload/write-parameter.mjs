// A parameter as it was given, small enough to keep: values as JSON has them, all else as the text Postgres would read.

const LIMIT_CHARACTERS = 1000;

export function writeParameter(value) {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'string':
      return value.slice(0, LIMIT_CHARACTERS);
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : writeObject(value);
    case 'function':
    case 'symbol':
    case 'undefined':
      return null;
    default:
      return null;
  }
}

function writeObject(value) {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(
      value.buffer,
      value.byteOffset,
      Math.min(value.byteLength, LIMIT_CHARACTERS / 2),
    );
    return `\\x${bytes.toString('hex')}`;
  }
  // postgres.js wraps a value with its type's number.
  if (value.constructor?.name === 'Parameter' && 'raw' in value)
    return writeParameter(value.raw ?? value.value);
  const json = JSON.stringify(value);
  return json === undefined ? null : json.slice(0, LIMIT_CHARACTERS);
}
