// One way in which two answers differ, named so that it is known again in the next pair of answers.

export interface Difference {
  readonly part: 'answer' | 'status' | 'header' | 'body';
  /** `status`, the name of a header, a JSON path, or `text`, `binary`, `kind` for the body as a whole. */
  readonly place: string;
  readonly change: 'changed' | 'missing' | 'added' | 'type' | 'order' | 'length';
  /** What base and head say there, short. */
  readonly base: string;
  readonly head: string;
  /** Equal for the same difference between other answers. */
  readonly key: string;
}

const LONGEST = 120;

export function difference(seen: Omit<Difference, 'key'>, identity: string = seen.place): Difference {
  return {
    ...seen,
    base: shorten(seen.base),
    head: shorten(seen.head),
    key: `${seen.part} ${seen.change} ${identity}`,
  };
}

/** One line; for people. */
export function describeDifference({ part, place, change, base, head }: Difference): string {
  const where = part === 'header' ? `header ${place}` : place;
  switch (change) {
    case 'missing':
      return `${where} is missing on head (base: ${base})`;
    case 'added':
      return `${where} is new on head: ${head}`;
    case 'type':
      return `${where} has another type: ${base} on base, ${head} on head`;
    case 'order':
      return `${where} has the same items in another order`;
    case 'length':
      return `${where} has ${head} on head, ${base} on base`;
    case 'changed':
      return `${where} is ${head} on head, ${base} on base`;
  }
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
