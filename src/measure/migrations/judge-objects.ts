// Functions, types, sequences and values of enums that running code calls and no longer finds by their names.
import { listNames } from './hold.ts';
import type { Draft } from './migration-finding.ts';
import type { NamedObject } from './named-objects.ts';
import type { Trace } from './trace-statement.ts';

/** `last`: what there is when all files are done, so that what is dropped and made again says nothing. */
export function judgeObjects(
  { base, before, after }: Trace['snapshots'],
  last: ReadonlyMap<string, NamedObject>,
): readonly Draft[] {
  const known = [...base.objects.keys()].flatMap((key) => before.objects.get(key) ?? []);
  const names = new Set([...last.values()].map(nameOf));
  const lost = (object: NamedObject) => !names.has(nameOf(object));
  const dropped = known.filter(
    (object) => object.kind !== 'value' && !after.objects.has(object.key) && lost(object),
  );
  const renamed = known.flatMap((object) => {
    const now = after.objects.get(object.key);
    return now === undefined || now.name === object.name || !lost(object) ? [] : [{ object, now }];
  });
  const drops: Draft = {
    rule: 'drop-object',
    severity: 'warning',
    what: `drops ${listNames(dropped.map(nameOf))}; code that still runs and uses it fails`,
    safe: null,
  };
  return [
    ...(dropped.length === 0 ? [] : [drops]),
    ...renamed.map<Draft>(({ object, now }) => ({
      rule: 'rename-object',
      severity: 'error',
      what: `renames ${nameOf(object)} to ${now.name}; code that still runs uses the old name and fails`,
      safe: null,
    })),
  ];
}

function nameOf({ kind, name }: NamedObject): string {
  return `${kind} ${name}`;
}
