// Reads a route as metrics name it (`/users/:id`, `/users/{id}`, `/users/[id]`, `/users/<int:id>`) and tells which paths it takes.

export interface RoutePattern {
  /** The same for two spellings of one route: parameters without their names, no trailing slash. */
  readonly canonical: string;
  /** Parameters count by segment, so that `/users/me` comes before `/users/:id`; compared from the left. */
  readonly looseness: string;
  takes(path: string): boolean;
}

type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pattern'; readonly texts: readonly string[] }
  | { readonly kind: 'parameter'; readonly isOptional: boolean }
  | { readonly kind: 'rest'; readonly isOptional: boolean };

/** Query, fragment, host and trailing slashes are no part of a route. */
export function parseRoute(label: string): RoutePattern {
  const segments = splitPath(label).map(parseSegment);
  return {
    canonical: `/${segments.map(canonicalOf).join('/')}`,
    looseness: segments.map(loosenessOf).join(''),
    takes: (path) => takesAll(segments, splitPath(path)),
  };
}

function splitPath(path: string): readonly string[] {
  // A `?` after a parameter makes it optional (Express 4); any other begins the query.
  const bare = path
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/#(?!val\b).*$/, '')
    .replace(/(?<!:\w+|\))\?.*$|\?(?=[^/]).*$/, '');
  return bare.split('/').filter((segment) => segment !== '');
}

/** The spellings of Express, Fastify and Koa; OpenAPI and Spring; Next.js; Flask and Django; Remix; express-prom-bundle. */
const PARAMETER = /:\w+(?:\([^)]*\))?|\{[^{}]+\}|<[^<>]+>|\[[^[\]]+\]|\$\w+|#val\b/;
const REST =
  /^(?:\*\w*|:\w+\*|:\w+\+|\(\.\*\)|:\w+\(\.\*\)|\{\*+\w+\}|\{\w+:?\*+\}|\{\w+:\.[*+]\}|\{\w+\.\.\.\}|<path:\w+>|\[\.\.\.\w+\]|\$)$/;

function parseSegment(segment: string): Segment {
  if (/^\[\[\.\.\.\w+\]\]$|^:\w+\*$/.test(segment)) return { kind: 'rest', isOptional: true };
  if (REST.test(segment)) return { kind: 'rest', isOptional: false };
  const whole = new RegExp(`^(?:${PARAMETER.source})(\\?)?$`).exec(segment);
  if (whole !== null) return { kind: 'parameter', isOptional: whole[1] !== undefined };
  const texts = segment.split(PARAMETER).map(decoded);
  const [only, ...others] = texts;
  return others.length === 0 ? { kind: 'text', text: only ?? '' } : { kind: 'pattern', texts };
}

/** Step by step over the places of the path that can be reached, so that no name makes it long. */
function takesAll(segments: readonly Segment[], path: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const segment of segments) {
    reached = new Set([...reached].flatMap((at) => afterSegment(segment, path, at)));
  }
  return reached.has(path.length);
}

function afterSegment(segment: Segment, path: readonly string[], at: number): readonly number[] {
  const first = path[at];
  const stays = segment.kind === 'rest' || segment.kind === 'parameter' ? segment.isOptional : false;
  const here = stays ? [at] : [];
  if (first === undefined) return here;
  switch (segment.kind) {
    case 'rest':
      return [...here, ...path.slice(at).map((_, taken) => at + taken + 1)];
    case 'parameter':
      return [...here, at + 1];
    case 'text':
      return segment.text === decoded(first) ? [at + 1] : [];
    case 'pattern':
      return holdsInOrder(decoded(first), segment.texts) ? [at + 1] : [];
  }
}

/** Whether the texts stand in this order with something between any two, the first at the beginning and the last at the end. */
function holdsInOrder(whole: string, texts: readonly string[]): boolean {
  const [first = '', ...others] = texts;
  const last = others.pop() ?? '';
  if (!whole.startsWith(first)) return false;
  let end = first.length;
  for (const text of others) {
    const found = whole.indexOf(text, end + 1);
    if (found < 0) return false;
    end = found + text.length;
  }
  return whole.endsWith(last) && end + 1 <= whole.length - last.length;
}

function canonicalOf(segment: Segment): string {
  switch (segment.kind) {
    case 'text':
      return segment.text;
    case 'pattern':
      return segment.texts.join('{}');
    case 'parameter':
      return segment.isOptional ? '{}?' : '{}';
    case 'rest':
      return segment.isOptional ? '{*}?' : '{*}';
  }
}

function loosenessOf(segment: Segment): string {
  switch (segment.kind) {
    case 'text':
      return '0';
    case 'pattern':
      return '1';
    case 'parameter':
      return segment.isOptional ? '3' : '2';
    case 'rest':
      return '4';
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
