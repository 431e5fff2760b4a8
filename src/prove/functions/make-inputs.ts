// Inputs for a function, made up from the shapes of its parameters and from the words its own code knows; the same seed, the same inputs.
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Constant } from '../../crew/codemods/constants.ts';
import type { Shape } from './shape.ts';

/** A list of arguments. JSON goes over any border. */
export type Arguments = readonly unknown[];

export interface Vocabulary {
  /** Texts and numbers written in the code: what it looks for is found in them. */
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

export interface InputRequest {
  readonly shapes: readonly Shape[];
  readonly vocabulary: Vocabulary;
  /** Arguments the project's tests call it with. */
  readonly examples: readonly (readonly Constant[])[];
  readonly seed: number;
}

const SMALL = 240;
/** Long lists and texts: what is cut off at some length shows only in them. */
const LARGE = 16;
const ALPHABET = Array.from('abcdeXYZ019 -_.,:;/\\\'"<>&%+#@!?()[]{}=*$^|~\n\té€𝒜');

export function makeInputs({ shapes, vocabulary, examples, seed }: InputRequest): readonly Arguments[] {
  const draw = (length: Length, numRuns: number): Arguments[] =>
    fc.sample(related(fc.tuple(...shapes.map((shape) => valueOf(shape, vocabulary, length)))), {
      seed,
      numRuns,
    });
  return [
    ...examples,
    ...examples.flatMap((example, at) => fc.sample(mutationOf(example), { seed: seed + at, numRuns: 16 })),
    ...draw({ most: 12, least: 0 }, SMALL),
    ...draw({ most: 400, least: 60 }, LARGE),
  ];
}

/** What compares or joins two things is asked about like ones too: the same, and the same with its keys the other way round. */
function related(drawn: Arbitrary<unknown[]>): Arbitrary<unknown[]> {
  return fc.tuple(drawn, fc.nat({ max: 5 })).map(([values, how]) => {
    const [first, second, ...others] = values;
    if (values.length < 2 || how > 1 || typeof first !== typeof second) return values;
    return [first, how === 0 ? first : reversed(first), ...others];
  });
}

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toReversed());
}

interface Length {
  readonly least: number;
  readonly most: number;
}

/** What lies within is small: it is the outermost list or text that is to be long. */
function valueOf(shape: Shape, words: Vocabulary, length: Length): Arbitrary<unknown> {
  const inner: Length = { least: 0, most: Math.max(2, Math.min(8, Math.floor(length.most / 2))) };
  const below = (one: Shape) => valueOf(one, words, inner);
  switch (shape.kind) {
    case 'number':
      return numberOf(words);
    case 'integer':
      return numberOf(words).map(Math.trunc);
    case 'string':
      return textOf(words, length);
    case 'boolean':
      return fc.boolean();
    case 'json':
      return fc.oneof(fc.json({ maxDepth: 3 }), { weight: 1, arbitrary: textOf(words, inner) });
    case 'sequence':
      return fc.oneof(listOf(scalarOf(words, inner), length), textOf(words, length));
    case 'list':
      return listOf(below(shape.item), length);
    case 'dictionary':
      return fc.dictionary(textOf(words, { least: 1, most: 4 }), below(shape.value), {
        minKeys: Math.min(length.least, 40),
        maxKeys: Math.min(length.most, 60),
        noNullPrototype: true,
      });
    case 'record':
      return fc.record(
        Object.fromEntries(Object.entries(shape.fields).map(([name, one]) => [name, below(one)])),
        { noNullPrototype: true },
      );
    case 'any':
    case 'unknown':
      return anythingOf(words, inner);
  }
}

/** Equal items on purpose: what counts, groups or leaves out doubles has something to do. */
function listOf(item: Arbitrary<unknown>, { least, most }: Length): Arbitrary<unknown> {
  return fc.oneof(
    fc.array(item, { minLength: least, maxLength: most }),
    fc
      .array(item, { minLength: 1, maxLength: 5 })
      .chain((few) => fc.array(fc.constantFrom(...few), { minLength: least, maxLength: most })),
  );
}

/** Mostly one value, now and then lists within lists. */
function anythingOf(words: Vocabulary, length: Length): Arbitrary<unknown> {
  const scalar = scalarOf(words, length);
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      { weight: 5, arbitrary: scalar },
      { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
      {
        weight: 1,
        arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'id', 'name'), tie('value'), {
          maxKeys: 3,
          noNullPrototype: true,
        }),
      },
    ),
  })).value;
}

function scalarOf(words: Vocabulary, length: Length): Arbitrary<unknown> {
  return fc.oneof(textOf(words, length), numberOf(words), fc.boolean(), fc.constant(null));
}

function textOf({ texts }: Vocabulary, { least, most }: Length): Arbitrary<string> {
  const letters = [...new Set([...ALPHABET, ...texts.flatMap((text) => Array.from(text))])];
  const pieces = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...letters) },
    { weight: texts.length === 0 ? 0 : 2, arbitrary: fc.constantFrom('', ...texts) },
  );
  return fc.oneof(
    fc.array(pieces, { minLength: least, maxLength: most }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', minLength: Math.min(least, 40), maxLength: Math.min(most, 60) }),
    fc.constantFrom('', ...texts),
  );
}

function numberOf({ numbers }: Vocabulary): Arbitrary<number> {
  const near = numbers.flatMap((number) => [number - 1, number, number + 1]);
  return fc.oneof(
    fc.integer({ min: -20, max: 120 }),
    fc.integer({ min: -10_000, max: 10_000 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }).map((number) => number + 0),
    fc.constantFrom(0, 1, ...near),
  );
}

/** One argument longer, shorter or doubled. */
function mutationOf(example: readonly Constant[]): Arbitrary<Arguments> {
  return fc
    .tuple(fc.nat({ max: Math.max(0, example.length - 1) }), fc.nat({ max: 4 }), fc.nat({ max: 20 }))
    .map(([at, how, cut]) => example.map((value, index) => (index === at ? mutate(value, how, cut) : value)));
}

function mutate(value: Constant, how: number, cut: number): unknown {
  if (typeof value === 'number') return [value + 1, value - 1, -value, value * 2, value / 2][how];
  if (typeof value === 'string' && how === 4)
    return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
  if (typeof value === 'string' || isList(value))
    return [
      value.slice(cut),
      value.slice(0, -cut - 1),
      value.concat(...[value].flat().map(String)),
      value.slice(cut).concat(...[value.slice(0, cut)].flat().map(String)),
    ][how];
  return value;
}

function isList(value: Constant): value is readonly Constant[] {
  return Array.isArray(value);
}
