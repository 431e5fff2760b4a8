// How many different keys a route may have, judged by the names of its parameters: an assumption, and told as one.
const KINDS: readonly (readonly [RegExp, number, number])[] = [
  [/^(?:limit|size|per_?page|page_?size|count|take|top|n)$/i, 1, 20],
  [/^(?:page|offset|skip)$/i, 1, 200],
  [/^(?:sort|order|order_?by|direction|lang|locale|language|currency|format|tab|view|header\..*)$/i, 1, 20],
  [/^(?:category|type|kind|status|tag|brand|country|region|city|colou?r|department|year|month)$/i, 5, 200],
  [/(?:^|_)(?:id|uuid|slug|key|code|sku|handle|name)$|[a-z]I[dD]$/, 100, 10_000],
];
const FREE = [1_000, 20_000] as const;
/** Beyond, more keys change no estimate. */
const MOST = 20_000;

export function assumeKeys(parameters: readonly string[]): { readonly low: number; readonly high: number } {
  let low = 1;
  let high = 1;
  for (const name of parameters) {
    const [, least, most] = KINDS.find(([pattern]) => pattern.test(name)) ?? [null, ...FREE];
    low *= least;
    high *= most;
  }
  return { low: Math.min(MOST, low), high: Math.min(MOST, high) };
}
