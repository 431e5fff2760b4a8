// The reference of `.github/perfcrew.yml`, read from its schema: every key with type, default and meaning.
import { z } from 'zod';
import { configSchema } from '../../src/config/config.ts';
import { METRICS } from '../../src/core/metric.ts';
import { markdownTable } from './markers.ts';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Sections of the page in the order of the schema; groups become sections of their own. */
export function configReference(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema;
  const top = Object.entries(schema.properties ?? {}).filter(([key]) => key !== '$schema');
  const plain = top.filter(([, value]) => groupIn(value) === null);
  const groups = top.flatMap(([key, value]) => sectionsOf(key, value));
  return [
    '### Top level',
    keysTable(Object.fromEntries(plain), []),
    ...groups,
    '### Metrics',
    'Names for `budgets` and `thresholds`. `exact` numbers repeat to the digit; `timed` ones are judged by their interval.',
    markdownTable(
      ['metric', 'what', 'unit', 'better', 'evidence', 'smallest change told'],
      Object.entries(METRICS).map(([id, metric]) => [
        `\`${id}\``,
        metric.label,
        metric.unit,
        metric.better,
        `${metric.evidence}${metric.role === 'watch' ? ', only shown' : ''}`,
        `${Math.round(metric.floor * 100)} % and ${metric.minimumChange.toLocaleString('en-US')} ${metric.unit}`,
      ]),
    ),
  ].join('\n\n');
}

function sectionsOf(key: string, schema: JsonSchema): readonly string[] {
  const group = groupIn(schema);
  if (group === null) return [];
  const own = Object.entries(group.properties ?? {});
  const nested = own.filter(([, value]) => groupIn(value) !== null);
  const flat = own.filter(([, value]) => groupIn(value) === null);
  const title = schema.type === 'array' ? `### \`${key}\` (list)` : `### \`${key}\``;
  return [
    ...(flat.length > 0
      ? [
          title,
          ...(schema.description ? [schema.description] : []),
          keysTable(Object.fromEntries(flat), group.required ?? []),
        ]
      : []),
    ...nested.flatMap(([name, value]) => sectionsOf(`${key}.${name}`, value)),
  ];
}

function groupIn(schema: JsonSchema): JsonSchema | null {
  if (schema.properties !== undefined) return schema;
  if (schema.items?.properties !== undefined) return schema.items;
  return schema.anyOf?.map(groupIn).find((branch) => branch !== null) ?? null;
}

function keysTable(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): string {
  return markdownTable(
    ['key', 'type', 'default', 'meaning'],
    Object.entries(properties).map(([key, schema]) => [
      `\`${key}\``,
      typeOf(schema),
      required.includes(key) && schema.default === undefined ? '**required**' : defaultOf(schema),
      schema.description ?? '',
    ]),
  );
}

function defaultOf(schema: JsonSchema): string {
  if (schema.default === undefined || schema.default === null || schema.default === '') return '';
  return `\`${typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default)}\``;
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    return types.map((type) => typeOf({ ...schema, type })).join(' or ');
  }
  if (schema.anyOf !== undefined) {
    const branches = schema.anyOf.filter((branch) => branch.type !== 'null').map(typeOf);
    return [...new Set(branches)].join(' or ');
  }
  if (schema.type === 'array')
    return `list of ${schema.items === undefined ? 'values' : typeOf(schema.items)}`;
  if (schema.type === 'object') {
    const value = schema.additionalProperties;
    return typeof value === 'object'
      ? `${keyWord(schema.propertyNames)} to ${typeOf(value)}`
      : 'group of keys';
  }
  if (schema.type === 'string') return 'text';
  if (schema.type === 'boolean') return '`true` or `false`';
  return `${schema.type === 'integer' ? 'whole number' : 'number'}${rangeOf(schema)}`;
}

function keyWord(names: JsonSchema | undefined): string {
  if (names?.enum === undefined) return 'name';
  if (names.enum.includes('lcp-ms')) return 'metric';
  return names.enum.includes('minimal') ? 'level' : 'gate';
}

function rangeOf(schema: JsonSchema): string {
  const far = Number.MAX_SAFE_INTEGER;
  const low = schema.exclusiveMinimum === undefined ? schema.minimum : schema.exclusiveMinimum;
  const above = schema.exclusiveMinimum === undefined ? '' : 'above ';
  const high = schema.maximum !== undefined && schema.maximum < far ? schema.maximum : undefined;
  if (low === undefined || low <= -far) return high === undefined ? '' : `, at most ${high}`;
  return high === undefined
    ? `, ${above === '' ? 'at least' : 'above'} ${low}`
    : `, ${above}${low} to ${high}`;
}
