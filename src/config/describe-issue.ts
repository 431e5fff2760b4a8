// Puts what the schema refuses into words: found, expected, and what to write instead.
import type { z } from 'zod';
import { nameValue, type Complaint } from './complaint.ts';
import type { KeyPath } from './key-path.ts';
import { knownKeys, placesOf } from './known-keys.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** Usually one complaint; one per key where several keys of a group are unknown. */
export function describeIssue(issue: Issue, root: unknown): readonly Complaint[] {
  const at = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  const found = valueAt(root, at);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(at, key));
    case 'invalid_type':
      return [{ at, ...wrongType(issue.expected, found, at) }];
    case 'invalid_value':
      return [{ at, ...wrongChoice(issue.values.map(String), found) }];
    case 'too_small':
      return [
        {
          at,
          ...outOfRange(
            issue,
            found,
            `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`,
          ),
        },
      ];
    case 'too_big':
      return [
        {
          at,
          ...outOfRange(
            issue,
            found,
            `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`,
          ),
        },
      ];
    case 'invalid_format':
      return [{ at, ...wrongFormat(issue, found) }];
    case 'invalid_union': {
      const branch = branchOfRightType(issue.errors);
      if (branch !== null) {
        return branch.flatMap((inner) =>
          describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, root),
        );
      }
      return [{ at, ...wrongUnion(issue, found) }];
    }
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return [{ at, what: `found ${nameValue(found)}: ${issue.message}`, mend: 'Change the value' }];
  }
}

function unknownKey(at: KeyPath, key: string): Complaint {
  const known = knownKeys(at);
  const meant = nearest(key, known);
  const elsewhere = known.includes(key) || meant !== null ? [] : placesOf(key);
  const mend =
    meant !== null
      ? `Did you mean \`${meant}\`? Rename it`
      : elsewhere.length > 0
        ? `\`${key}\` belongs in ${elsewhere.map((place) => `\`${place}\``).join(' or ')}: move it there`
        : `Delete it; known here: ${known.map((name) => `\`${name}\``).join(', ')}`;
  return { at: [...at, key], what: 'unknown key', mend };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
  null: '`null`',
};

function wrongType(expected: string, found: unknown, at: KeyPath): { what: string; mend: string } {
  const name = TYPE_NAMES[expected] ?? expected;
  const key = String(at.at(-1) ?? '');
  if (found === undefined) return { what: `missing, expected ${name}`, mend: `Add \`${key}:\` with ${name}` };
  const what = `found ${nameValue(found)}, expected ${name}`;
  if (found === null) return { what, mend: 'Write the value behind the colon, or delete the line' };
  if (expected === 'string' && typeof found !== 'object') {
    return { what, mend: `Put quotes around it: \`"${JSON.stringify(found)}"\`` };
  }
  if (expected === 'number' || expected === 'int') {
    const number = typeof found === 'string' ? Number.parseFloat(found) : Number(found);
    if (Number.isFinite(number)) {
      return {
        what,
        mend: `Write \`${expected === 'int' ? Math.round(number) : number}\`, without unit or quotes`,
      };
    }
  }
  if (expected === 'array') return { what, mend: 'Write a list: one line `- …` for each item' };
  if (expected === 'object' || expected === 'record') {
    const keys = knownKeys(at).slice(0, 4);
    const example = keys.length > 0 ? ` (${keys.map((name) => `\`${name}: …\``).join(', ')})` : '';
    return { what, mend: `Write keys below it${example}` };
  }
  return { what, mend: `Write ${name}` };
}

function wrongChoice(choices: readonly string[], found: unknown): { what: string; mend: string } {
  const list = choices.map((choice) => `\`${choice}\``).join(', ');
  const meant = typeof found === 'string' ? nearest(found, choices) : null;
  const expected = choices.length === 1 ? list : `one of ${list}`;
  return {
    what: `found ${nameValue(found)}, expected ${expected}`,
    mend:
      meant === null ? (choices.length === 1 ? `Write ${list}` : 'Write one of them') : `Write \`${meant}\``,
  };
}

function outOfRange(
  issue: { readonly origin: string; readonly inclusive?: boolean | undefined },
  found: unknown,
  range: string,
): { what: string; mend: string } {
  if (issue.origin === 'string')
    return { what: `found ${nameValue(found)}, expected text`, mend: 'Write the text, or delete the line' };
  if (issue.origin === 'array') {
    const length = Array.isArray(found) ? found.length : 0;
    return { what: `found ${length} items, expected ${range}`, mend: `Write ${range}` };
  }
  return { what: `found ${nameValue(found)}, expected ${range}`, mend: `Write ${range}` };
}

function wrongFormat(
  issue: { readonly format: string; readonly prefix?: string; readonly message: string },
  found: unknown,
): { what: string; mend: string } {
  if (issue.prefix === undefined)
    return { what: `found ${nameValue(found)}: ${issue.message}`, mend: 'Change the value' };
  const text = String(found).replace(/^https?:\/\/[^/]*/, '');
  return {
    what: `found ${nameValue(found)}, expected a path that starts with \`${issue.prefix}\``,
    mend: `Write \`${text.startsWith(issue.prefix) ? text : issue.prefix + text}\``,
  };
}

function wrongUnion(
  issue: { readonly errors: readonly (readonly Issue[])[] },
  found: unknown,
): { what: string; mend: string } {
  const names = issue.errors
    .flatMap((branch) => branch)
    .flatMap((inner) =>
      inner.code === 'invalid_type' ? [TYPE_NAMES[inner.expected] ?? inner.expected] : [],
    );
  const expected = [...new Set(names)].join(', ');
  return { what: `found ${nameValue(found)}, expected ${expected}`, mend: 'Write one of these' };
}

/** The one alternative that the value was meant to be, where its type tells: what is wrong within it is told then. */
function branchOfRightType(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const fitting = branches.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function valueAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
