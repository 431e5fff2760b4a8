// Which exported functions of a changed file can be compared by calling them, and with what.
import type { Node } from '@babel/types';
import type { Constant } from '../../crew/codemods/constants.ts';
import { parseSource } from '../../crew/tools/lint/parse.ts';
import { readSource, type Source } from '../../crew/tools/lint/source.ts';
import type { FunctionNode } from '../../crew/tools/lint/functions.ts';
import { examplesIn } from './examples.ts';
import { exportedFunctions } from './exported-functions.ts';
import { guessParameter } from './guess-shape.ts';
import { makeInputs, type Arguments, type Vocabulary } from './make-inputs.ts';
import { mergeShapes, whyUnknown, type Shape } from './shape.ts';
import { isOwnState, whyImpure } from './why-impure.ts';

export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface Comparable {
  readonly name: string;
  readonly inputs: readonly Arguments[];
}

export interface FoundFunctions {
  readonly comparable: readonly Comparable[];
  /** The others, and why they cannot be: `parse: it takes a function`. */
  readonly left: readonly string[];
}

const MOST_FUNCTIONS = 12;
/** Importing more than declarations does something, such as listening on a port. */
const QUIET =
  /^(?:Import|Export|Variable|Function|Class|TS|Empty|Interface|TypeAlias)\w*(?:Declaration|Statement)$|^(?:ImportDeclaration|EmptyStatement|TypeAlias)$/;

/** `tests` are texts of test files: what they hand to the functions is what those are for. */
export function findComparable(
  { path, before, after }: ChangedFile,
  tests: readonly string[],
  seed: number,
): FoundFunctions {
  const [old, young] = [readCode(path, before), readCode(path, after)];
  if (old === null || young === null) return { comparable: [], left: [] };
  const comparable: Comparable[] = [];
  const left: string[] = [];
  const changed = [...exportedFunctions(old)].filter(([name, made]) =>
    hasChanged({ name, made, old, young }),
  );
  if (changed.length === 0) return { comparable, left };
  const noise = whyNotLoaded(old) ?? whyNotLoaded(young);
  const testCodes = tests.flatMap((text) => readCode('test.ts', text) ?? []);
  for (const [name, made] of changed.slice(0, MOST_FUNCTIONS)) {
    const next = exportedFunctions(young).get(name);
    const shown = shownName(name, made);
    const why =
      noise ??
      whyOutside(whyImpure(made, old)) ??
      (next === undefined ? null : exceptDice(whyOutside(whyImpure(next, young))));
    if (why !== null) {
      left.push(`\`${shown}\`: it ${why}`);
      continue;
    }
    const examples = testCodes.flatMap((code) => examplesIn(code, { path, name }));
    const shapes = shapesOf(
      { made, code: old },
      next === undefined ? null : { made: next, code: young },
      examples,
    );
    const unknown = shapes.map(whyUnknown).find((one) => one !== null) ?? null;
    if (unknown !== null) left.push(`\`${shown}\`: ${unknown}`);
    else
      comparable.push({
        name,
        inputs: makeInputs({ shapes, examples, vocabulary: vocabularyOf([old, young]), seed }),
      });
  }
  return { comparable, left };
}

export function shownName(name: string, made?: FunctionNode): string {
  const own = made !== undefined && 'id' in made && made.id != null ? made.id.name : null;
  return name === 'default' ? (own ?? 'the default export') : name.replace(/^default\./, '');
}

function readCode(path: string, text: string): Source | null {
  const parsed = parseSource(path, text);
  return parsed === null || parsed.text !== text ? null : readSource(path, parsed);
}

/** Its own text, or anything of the file outside of exported functions, which it may use. */
function hasChanged({
  name,
  made,
  old,
  young,
}: {
  readonly name: string;
  readonly made: FunctionNode;
  readonly old: Source;
  readonly young: Source;
}): boolean {
  const next = exportedFunctions(young).get(name);
  if (next === undefined || old.textOf(made) !== young.textOf(next)) return true;
  return restOf(old) !== restOf(young);
}

function restOf(code: Source): string {
  const own = [...exportedFunctions(code).values()];
  return own.reduce((text, made) => text.replace(code.textOf(made), ''), code.text);
}

function whyNotLoaded(code: Source): string | null {
  const program = code.tree.of('Program')[0];
  const loud = (program?.body ?? []).find(
    (node) => !QUIET.test(node.type) && !isAssignment(node, code) && !isTable(node, code),
  );
  return loud === undefined
    ? null
    : `stands in a module that does something when it is loaded (line ${loud.loc?.start.line ?? '?'})`;
}

/** A loop that fills a table of the module. */
function isTable(node: Node, code: Source): boolean {
  return (
    (node.type === 'ForStatement' || node.type === 'ForOfStatement') &&
    !code.tree.within(node).some(({ type }) => type === 'AwaitExpression') &&
    !/\b(listen|connect|require|import|on|spawn|exec|write\w*)\s*\(/.test(code.textOf(node))
  );
}

function isAssignment(node: Node, code: Source): boolean {
  if (node.type !== 'ExpressionStatement') return false;
  const { expression } = node;
  if (expression.type === 'AssignmentExpression') return true;
  return (
    expression.type === 'CallExpression' &&
    code.textOf(expression).startsWith('Object.defineProperty(exports')
  );
}

/**
 * State of its own may be there, as buffers are: whether answers depend on it shows when it is asked, before the patch by those
 * that are asked twice, after the patch by the comparison. Reaching outside is not done with inputs made up.
 */
function whyOutside(why: string | null): string | null {
  return why === null || isOwnState(why) ? null : why;
}

/** A patch that brings dice is to be shown. */
function exceptDice(why: string | null): string | null {
  return why?.startsWith('throws') === true ? null : why;
}

interface Known {
  readonly made: FunctionNode;
  readonly code: Source;
}

function shapesOf(
  old: Known,
  young: Known | null,
  examples: readonly (readonly Constant[])[],
): readonly Shape[] {
  const [one, other] = [old, young].map((known) =>
    known === null ? [] : known.made.params.map((parameter) => guessParameter(parameter, known.code)),
  );
  return (one ?? []).map((shape, at) => {
    const merged = mergeShapes(shape, other?.[at] ?? { kind: 'any' });
    return examples.reduce((known, example) => mergeShapes(known, shapeOfValue(example[at])), merged);
  });
}

function shapeOfValue(value: Constant | undefined): Shape {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return typeof value === 'string'
      ? { kind: 'string' }
      : typeof value === 'number'
        ? { kind: 'number' }
        : { kind: 'boolean' };
  if (value === undefined || value === null) return { kind: 'any' };
  if (isList(value))
    return { kind: 'list', item: value.map(shapeOfValue).reduce(mergeShapes, { kind: 'any' }) };
  return {
    kind: 'record',
    fields: Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOfValue(one)])),
  };
}

function isList(value: Constant): value is readonly Constant[] {
  return Array.isArray(value);
}

function vocabularyOf(codes: readonly Source[]): Vocabulary {
  const texts = codes.flatMap(({ tree }) => [
    ...tree.of('StringLiteral').map(({ value }) => value),
    ...tree.of('TemplateElement').map(({ value }) => value.raw),
    ...tree.of('RegExpLiteral').flatMap(({ pattern }) => pattern.split(/[\\()[\]|^$*+?{}]+/)),
  ]);
  const numbers = codes.flatMap(({ tree }) => tree.of('NumericLiteral').map(({ value }) => value));
  return {
    texts: [...new Set(texts.filter((text) => text !== '' && text.length <= 40))].slice(0, 100),
    numbers: [...new Set(numbers)].slice(0, 50),
  };
}
