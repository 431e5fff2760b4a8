// Expands a matrix to its combinations as GitHub does: product, minus exclude, plus include.
import { isObject, type Json, type JsonObject } from '../json.ts';

const maxJobs = 256;

export function expandMatrix(matrix: Json): readonly JsonObject[] {
  if (!isObject(matrix)) throw new Error(`A matrix must be an object, not ${JSON.stringify(matrix)}.`);
  const { include, exclude, ...axes } = matrix;
  let product: JsonObject[] = Object.keys(axes).length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(axes)) {
    if (!Array.isArray(values)) throw new Error(`The matrix axis ${name} must be a list.`);
    product = product.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value })));
  }
  const excluded = objects(exclude);
  const originals = product.filter((one) => !excluded.some((out) => agrees(one, out, Object.keys(out))));
  const combinations = [...originals];
  for (const extra of objects(include)) {
    const shared = Object.keys(extra).filter((name) => name in axes);
    const hosts = originals.filter((one) => agrees(one, extra, shared));
    if (hosts.length === 0) combinations.push(extra);
    for (const host of hosts) {
      const at = combinations.findIndex((one) => agrees(one, host, Object.keys(host)));
      combinations[at] = { ...combinations[at], ...extra };
    }
  }
  if (combinations.length > maxJobs)
    throw new Error(`A matrix may make ${maxJobs} jobs, this one makes ${combinations.length}.`);
  return combinations;
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function agrees(one: JsonObject, other: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}
