// Reads request bodies by schema and refuses with the sentences GitHub uses, which clients and people search for.
import type { z } from 'zod';
import type { Json } from '../json.ts';
import { isObject, toText } from '../json.ts';
import { invalid } from './answer.ts';
import type { Call } from './router.ts';

export function readBody<Schema extends z.ZodType>(call: Call, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(call.body ?? {});
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map((issue) => sentence(issue, call.body)).join('\n'));
}

function sentence(issue: z.core.$ZodIssue, body: Json): string {
  const value = valueAt(body, issue.path);
  const name = String(issue.path.at(-1) ?? 'body');
  if (value === undefined) return `"${name}" wasn't supplied.`;
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return `Only ${issue.maximum} characters are allowed; ${toText(value).length} were supplied.`;
  }
  if (issue.code === 'too_big' && issue.origin === 'array') {
    const count = Array.isArray(value) ? value.length : 0;
    return `No more than ${issue.maximum} items are allowed; ${count} were supplied.`;
  }
  const where = issue.path.map((part) => (typeof part === 'number' ? 'items' : `properties/${String(part)}`));
  const shown = JSON.stringify(value);
  if (issue.code === 'invalid_type') return `For '${where.join('/')}', ${shown} is not a ${issue.expected}.`;
  if (issue.code === 'invalid_value') {
    return `For '${where.join('/')}', ${shown} is not a member of ${JSON.stringify(issue.values)}.`;
  }
  return `For '${where.join('/')}', ${shown}: ${issue.message}.`;
}

function valueAt(body: Json, path: readonly PropertyKey[]): Json | undefined {
  let value: Json | undefined = body ?? {};
  for (const part of path) {
    if (Array.isArray(value) && typeof part === 'number') value = value[part];
    else if (isObject(value)) value = value[String(part)];
    else return undefined;
  }
  return value;
}
