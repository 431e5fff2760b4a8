// Which keys the configuration knows where; read from the schema itself, so that it can never be out of date.
import { z } from 'zod';
import { configSchema } from './config.ts';
import type { KeyPath } from './key-path.ts';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

let whole: JsonSchema | null = null;

function schemaOfConfig(): JsonSchema {
  whole ??= z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema;
  return whole;
}

/** The keys the schema knows in the group at this path. */
export function knownKeys(path: KeyPath): readonly string[] {
  let schema: JsonSchema | undefined = schemaOfConfig();
  for (const key of path) {
    schema = groupWithin(schema) ?? schema;
    const more: JsonSchema | boolean | undefined = schema?.additionalProperties;
    schema =
      typeof key === 'number'
        ? schema?.items
        : (schema?.properties?.[key] ?? (typeof more === 'object' ? more : undefined));
  }
  schema = groupWithin(schema) ?? schema;
  return (
    schema?.propertyNames?.enum ?? Object.keys(schema?.properties ?? {}).filter((key) => key !== '$schema')
  );
}

/** The alternative that has keys. */
function groupWithin(schema: JsonSchema | undefined): JsonSchema | undefined {
  if (schema === undefined || schema.properties !== undefined) return schema;
  return schema.anyOf?.map(groupWithin).find((branch) => branch !== undefined);
}

/** Groups at the top of the file (or below `targets`) that know the key. */
export function placesOf(key: string): readonly string[] {
  const groups = Object.keys(schemaOfConfig().properties ?? {}).map((name) => [name]);
  const targets = knownKeys(['targets']).map((name) => ['targets', name, 0]);
  if (groups.some(([name]) => name === key)) return ['the top level'];
  return [...groups, ...targets]
    .filter((path) => knownKeys(path).includes(key))
    .map((path) => path.filter((step) => typeof step === 'string').join('.'))
    .slice(0, 3);
}
