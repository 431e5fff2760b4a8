// Which harms a sight shows, and whether a label agrees with it.
import type { Harm, LabelledCase } from './labelled-case.ts';
import type { Sight } from './witness.ts';

/** From here on one statement's row locks are a harm: the bench's own line, ten usual batches. */
const MANY_ROWS = 10_000;

function harmsSeen({ sql }: Pick<LabelledCase, 'sql'>, sight: Sight): readonly Harm[] {
  const { lasts, emptied, lockedRows, broken, refusal } = sight;
  const unnamed = emptied.filter((name) => !sql.includes(name.split('.').at(-1) ?? name));
  const seen: readonly (readonly [Harm, boolean])[] = [
    ['fails', refusal !== null],
    ['lasts', lasts],
    ['rows', lockedRows >= MANY_ROWS],
    ['breaks', broken.length > 0],
    ['empties', unnamed.length > 0],
  ];
  return seen.flatMap(([harm, holds]) => (holds ? [harm] : []));
}

/** That there is a form which does not wait, and what comes later, no onlooker sees: the manual says so. */
export function agrees(labelled: LabelledCase, sight: Sight): boolean {
  const seen = harmsSeen(labelled, sight);
  switch (labelled.harm) {
    case null:
    case 'slows':
      return seen.length === 0;
    case 'waits':
      return !seen.includes('lasts') && !seen.includes('fails') && sight.reads.length > 0;
    case 'lasts':
    case 'rows':
    case 'breaks':
    case 'empties':
    case 'fails':
      return seen.includes(labelled.harm);
    default:
      return labelled.harm satisfies never;
  }
}

/** In a few words, for the table. */
export function describeSight(sight: Sight): string {
  if (sight.refusal !== null) return `refused: ${sight.refusal}`;
  const plain = (names: readonly string[]) =>
    names.length > 3
      ? `${names.length} of them`
      : names.map((name) => name.replace('public.', '')).join(', ');
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['nobody reads', sight.reads],
    ['nobody writes', sight.writes.filter((name) => !sight.reads.includes(name))],
    ['rewritten', sight.rewritten],
    ['built', sight.built],
    ['read as a whole', sight.scanned],
    ['emptied', sight.emptied],
  ];
  const words = [
    ...parts.flatMap(([verb, names]) => (names.length === 0 ? [] : [`${verb}: ${plain(names)}`])),
    ...(sight.lockedRows === 0 ? [] : [`rows locked: ${sight.lockedRows}`]),
    ...(sight.broken.length === 0 ? [] : [`running statements that fail: ${sight.broken.length}`]),
  ];
  return words.length === 0 ? 'nothing' : words.join('; ');
}
