// One way to name a table as the key of a map, and one to name it in a statement.

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

export function tableKey({ schema, name }: TableName): string {
  return JSON.stringify([schema, name]);
}

export function quoteTable({ schema, name }: TableName): string {
  return `${quote(schema)}.${quote(name)}`;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
