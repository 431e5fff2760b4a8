// What values of one place have in common although each is different: a uuid stays a uuid, a list of orders one of orders.
import { isList, isObject, type Json } from './json-value.ts';

export interface Shape {
  /** `null`, `number`, `list`, `object`, `text`, `uuid`, … all that were seen. */
  readonly kinds: ReadonlySet<string>;
  /** Of the elements of a list; null where none was seen. */
  readonly items: Shape | null;
  readonly fields: ReadonlyMap<string, Field>;
  /** True where the names of fields are themselves data: other names may come. */
  readonly isOpen: boolean;
}

interface Field {
  readonly shape: Shape;
  /** In every object that was seen. */
  readonly isRequired: boolean;
}

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;
const HEX = /^[\da-f]{8,}$/i;

export function shapeOf(value: Json): Shape {
  const plain = { items: null, fields: new Map<string, Field>(), isOpen: false };
  if (isList(value)) {
    const shapes = value.map(shapeOf);
    return { ...plain, kinds: new Set(['list']), items: shapes.length === 0 ? null : mergeShapes(shapes) };
  }
  if (!isObject(value)) return { ...plain, kinds: new Set([kindOf(value)]) };
  const fields = new Map(
    Object.entries(value).map(([key, inner]) => [key, { shape: shapeOf(inner), isRequired: true }]),
  );
  return { ...plain, kinds: new Set(['object']), fields };
}

export function mergeShapes(shapes: readonly Shape[]): Shape {
  const kinds = new Set(shapes.flatMap((shape) => [...shape.kinds]));
  const items = shapes.flatMap((shape) => (shape.items === null ? [] : [shape.items]));
  const objects = shapes.filter((shape) => shape.kinds.has('object'));
  return {
    kinds,
    items: items.length === 0 ? null : mergeShapes(items),
    fields: mergeFields(objects),
    isOpen: objects.some(({ isOpen }) => isOpen) || !areNested(objects),
  };
}

export function fits(value: Json, shape: Shape): boolean {
  if (isList(value)) {
    const { items } = shape;
    return shape.kinds.has('list') && value.every((item) => items !== null && fits(item, items));
  }
  if (isObject(value)) return shape.kinds.has('object') && fitsFields(value, shape);
  const kind = kindOf(value);
  return shape.kinds.has(kind) || (typeof value === 'string' && shape.kinds.has('text'));
}

/** e.g. `uuid`, `null or number`; for messages. */
export function describeShape(shape: Shape): string {
  return [...shape.kinds].toSorted().join(' or ');
}

export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  if (typeof value !== 'string') return typeof value;
  if (UUID.test(value)) return 'uuid';
  if (TIMESTAMP.test(value)) return 'timestamp';
  return HEX.test(value) ? 'hex' : 'text';
}

function fitsFields(value: Readonly<Record<string, Json>>, { fields, isOpen }: Shape): boolean {
  for (const [key, { isRequired }] of fields) {
    if (isRequired && !isOpen && !Object.hasOwn(value, key)) return false;
  }
  const others =
    isOpen && fields.size > 0 ? mergeShapes([...fields.values()].map(({ shape }) => shape)) : null;
  return Object.entries(value).every(([key, inner]) => {
    const known = fields.get(key)?.shape ?? others;
    return known !== null && fits(inner, known);
  });
}

function mergeFields(objects: readonly Shape[]): Map<string, Field> {
  const names = new Set(objects.flatMap(({ fields }) => [...fields.keys()]));
  return new Map(
    [...names].map((name) => {
      const found = objects.flatMap(({ fields }) => fields.get(name) ?? []);
      const isRequired = found.length === objects.length && found.every((field) => field.isRequired);
      return [name, { shape: mergeShapes(found.map(({ shape }) => shape)), isRequired }];
    }),
  );
}

/** Optional fields come and go one way; names that replace each other are data. */
function areNested(objects: readonly Shape[]): boolean {
  const bySize = objects.toSorted((one, other) => one.fields.size - other.fields.size);
  return bySize.every(({ fields }, index) => {
    const larger = bySize[index + 1];
    return larger === undefined || [...fields.keys()].every((key) => larger.fields.has(key));
  });
}
