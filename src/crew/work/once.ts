// Works something out when it is first asked for, and hands the same out ever after.

export function once<Value>(work: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: work() }).value;
}
