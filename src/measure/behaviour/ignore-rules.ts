// `behaviour.ignore` of the configuration: headers and JSON paths the project says may differ.
import type { JsonPlace, VolatileParts } from './volatile-parts.ts';

export interface IgnoreRules {
  readonly headers: readonly string[];
  readonly paths: readonly string[];
  /** Neither a header nor a path. */
  readonly unknown: readonly string[];
}

export function readIgnoreRules(ignore: readonly string[]): IgnoreRules {
  const rules = Object.groupBy(ignore, (rule) =>
    rule.startsWith('header:') ? 'headers' : /^\$([.[]|$)/.test(rule) ? 'paths' : 'unknown',
  );
  return {
    headers: (rules.headers ?? []).map((rule) => rule.slice('header:'.length).trim().toLowerCase()),
    paths: rules.paths ?? [],
    unknown: rules.unknown ?? [],
  };
}

export function withIgnored(parts: VolatileParts, { headers, paths }: IgnoreRules): VolatileParts {
  if (headers.length + paths.length === 0) return parts;
  const anything: JsonPlace = { hides: new Set(['everything']), shape: null };
  return {
    ...parts,
    headers: new Map([...parts.headers, ...headers.map((name) => [name, 'everything'] as const)]),
    json: new Map([...parts.json, ...paths.map((path) => [path, anything] as const)]),
  };
}
