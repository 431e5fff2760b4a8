// A comment has a limit; what matters least gives way first, and the reader is told what did.

export interface Part {
  /** As the reader is told when it is shortened or left out. */
  readonly name: string;
  /** The lightest part gives way first. */
  readonly weight: number;
  /** From longest to shortest; each is whole by itself. */
  readonly variants: readonly (() => string)[];
  /** A kept part never goes below its shortest variant. */
  readonly kept: boolean;
}

export interface Room {
  readonly limit: number;
  readonly measure: (text: string) => number;
  /** Builds the document from the texts of the parts, empty where one was left out. */
  readonly assemble: (texts: readonly string[], missing: Missing) => string;
}

export interface Missing {
  readonly shortened: readonly string[];
  readonly leftOut: readonly string[];
}

/** The longest document within the limit; the shortest there is where even that is too long. */
export function fitParts(parts: readonly Part[], room: Room): string {
  const chosen = parts.map((part) => ({ part, variant: 0, text: part.variants[0]?.() ?? '' }));
  const lightestFirst = chosen.toSorted((one, other) => one.part.weight - other.part.weight);
  let document = room.assemble(...read(chosen));
  for (const choice of lightestFirst) {
    while (room.measure(document) > room.limit && canShrink(choice)) {
      choice.variant += 1;
      choice.text = choice.part.variants[choice.variant]?.() ?? '';
      document = room.assemble(...read(chosen));
    }
  }
  return document;
}

interface Choice {
  readonly part: Part;
  readonly variant: number;
  readonly text: string;
}

function canShrink({ part, variant, text }: Choice): boolean {
  return text !== '' && variant < part.variants.length - (part.kept ? 1 : 0);
}

function read(chosen: readonly Choice[]): [readonly string[], Missing] {
  const isGone = ({ part, variant }: Choice) => variant >= part.variants.length;
  const shrunk = chosen.filter(({ variant }) => variant > 0);
  return [
    chosen.map(({ text }) => text),
    {
      shortened: shrunk.filter((choice) => !isGone(choice)).map(({ part }) => part.name),
      leftOut: shrunk.filter(isGone).map(({ part }) => part.name),
    },
  ];
}
