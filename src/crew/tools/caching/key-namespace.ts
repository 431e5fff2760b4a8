// Names of cache keys: two different questions never get one key, whatever text their parameters hold.

export interface KeyNamespace {
  /** For people: `shop:v1:recommendations:{limit}`. */
  readonly template: string;
  /** What every key of the entry starts with, and none of another. */
  readonly prefix: string;
  readonly parameters: readonly string[];
}

export interface KeyedRoute {
  readonly path: string;
  readonly parameters: readonly string[];
}

const PARAMETER = /^(?::|\{|\[|<|\*|\$)/;

/** `all` are the routes of the application: `/api` is left out of the name only where no other route gets the same. */
export function nameKeys(application: string, route: KeyedRoute, all: readonly string[]): KeyNamespace {
  const short = resourceOf(withoutApi(route.path));
  const isAlone = all
    .filter((path) => path !== route.path)
    .every((path) => resourceOf(path) !== short && resourceOf(withoutApi(path)) !== short);
  const resource = isAlone ? short : resourceOf(route.path);
  const prefix = `${encode(application)}:v1:${resource}:`;
  const parameters = [...new Set(route.parameters)].toSorted();
  return { template: `${prefix}${parameters.map((name) => `{${name}}`).join(':')}`, prefix, parameters };
}

/** The key itself: parameters in the order of the namespace; one that was not given differs from an empty one. */
export function cacheKey(
  { prefix, parameters }: KeyNamespace,
  values: Readonly<Record<string, string | undefined>>,
): string {
  const parts = parameters.map((name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? '~' : encode(value);
  });
  return `${prefix}${parts.join(':')}`;
}

/** Segments joined by dots; a parameter is `*`, which no text becomes. */
function resourceOf(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.length === 0
    ? '~root'
    : segments.map((segment) => (PARAMETER.test(segment) ? '*' : encode(segment))).join('.');
}

function withoutApi(path: string): string {
  return path.replace(/^\/api(?=\/[^/])/, '');
}

/** Well formed first: a lone surrogate would throw, and escaping it keeps texts apart. */
function encode(text: string): string {
  return Array.from(text, (character) =>
    character.isWellFormed()
      ? encodeURIComponent(character).replaceAll(/[.*~!'()]/g, escapeByte)
      : `%u${character.charCodeAt(0).toString(16)}`,
  ).join('');
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
