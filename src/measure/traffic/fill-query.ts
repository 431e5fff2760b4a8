// Fills the places `$window`, `$quantile`, `$matchers` and `$select` of a query; PromQL itself knows no dollar outside of strings.

export interface Filling {
  readonly window: string;
  /** Which of all that the server has is production. */
  readonly select: string;
  readonly quantile?: number;
  /** Values each label may have. */
  readonly matchers?: ReadonlyMap<string, readonly string[]>;
}

export function fillQuery(query: string, filling: Filling): string {
  return query
    .replaceAll(/\$window\b/g, () => filling.window)
    .replaceAll(/\$select\b/g, () => filling.select)
    .replaceAll(/\$quantile\b/g, () => String(filling.quantile ?? ''))
    .replaceAll(/\$matchers\b/g, () => printMatchers(filling.matchers ?? new Map()));
}

export function hasMatchers(query: string): boolean {
  return /\$matchers\b/.test(query);
}

/** PromQL anchors its patterns at both ends. */
function printMatchers(matchers: ReadonlyMap<string, readonly string[]>): string {
  return [...matchers]
    .map(([label, values]) => {
      const [only, ...others] = values;
      if (only !== undefined && others.length === 0) return `${label}=${quote(only)}`;
      return `${label}=~${quote(values.map(escapePattern).join('|'))}`;
    })
    .join(',');
}

/** RE2 (github.com/google/re2/wiki/Syntax): every punctuation mark may follow a backslash. */
function escapePattern(value: string): string {
  return value.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);
}

/** A double-quoted string of PromQL, escaped as in Go; JSON's escapes are a part of those. */
function quote(value: string): string {
  return JSON.stringify(value);
}
