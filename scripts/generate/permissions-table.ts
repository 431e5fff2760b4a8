// The README's table of permissions: the examples give a reason beside each permission, and this collects them.
import { isMap, isScalar, parseDocument, visit } from 'yaml';
import { markdownTable } from './markers.ts';

export function permissionsTable(...workflows: readonly string[]): string {
  const rows = new Map<string, readonly string[]>();
  for (const workflow of workflows) {
    visit(parseDocument(workflow), {
      Pair(_, pair) {
        if (!isScalar(pair.key) || pair.key.value !== 'permissions' || !isMap(pair.value)) return;
        for (const { key, value } of pair.value.items) {
          const comment = isScalar(value) ? value.comment?.trim() : undefined;
          if (!isScalar(key) || !isScalar(value) || !comment) continue;
          const permission = `\`${String(key.value)}: ${String(value.value)}\``;
          const reasons = rows.get(permission) ?? [];
          if (!reasons.includes(comment)) rows.set(permission, [...reasons, comment]);
        }
      },
    });
  }
  return markdownTable(
    ['permission', 'why'],
    [...rows]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([permission, reasons]) => [permission, withoutHeld(reasons).join('; ')]),
  );
}

/** `read the configuration of base` is said by `read the diff and the configuration of base`. */
function withoutHeld(reasons: readonly string[]): readonly string[] {
  return reasons.filter((reason) => !reasons.some((other) => other !== reason && holds(other, reason)));
}

/** All words of the other, in their order. */
function holds(reason: string, other: string): boolean {
  const wanted = other.split(' ');
  for (const word of reason.split(' ')) if (word === wanted[0]) wanted.shift();
  return wanted.length === 0;
}
