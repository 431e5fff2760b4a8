// Words for advised indexes: with the finding of each query they serve, or as a note where nothing became worse.
import { quoteName } from '../advice/catalog.ts';
import type { IndexAdvice, ServedQuery } from '../advice/compose-advice.ts';
import type { WrittenMigration } from '../advice/migration-texts.ts';
import type { Artifact, Measured, Measurement, Observation } from '../measurement.ts';
import { amount } from './render-plan.ts';

export interface AdvisedIndex {
  readonly index: IndexAdvice;
  readonly migration: WrittenMigration;
  readonly artifacts: readonly Artifact[];
}

export function dropStatement({ name, candidate }: Pick<IndexAdvice, 'name' | 'candidate'>): string {
  return `DROP INDEX CONCURRENTLY IF EXISTS ${quoteName(candidate.table.schema)}.${quoteName(name)};`;
}

/** What tells that head reads a table as a whole which it should not. */
const HARMS: ReadonlySet<string> = new Set([
  'index-lost',
  'sequential-scan-introduced',
  'nested-loop-scan',
  'index-unusable-cast',
  'new-query-unsupported',
]);

/** Targets that became worse by reading a whole table, or are new and do; `large` names all that read a large one. */
export function harmedQueries(
  measurements: readonly Measurement[],
  large: ReadonlySet<string>,
): ReadonlySet<string> {
  const harmed = measurements.filter(
    ({ outcome, target }) =>
      outcome.status === 'measured' && outcome.observations.some((one) => isHarm(one, large.has(target))),
  );
  return new Set(harmed.map(({ target }) => target));
}

function isHarm({ kind, side }: Observation, readsLarge: boolean): boolean {
  return side === 'head' && (HARMS.has(kind) || (kind === 'new-query' && readsLarge));
}

export interface Told {
  readonly advised: readonly AdvisedIndex[];
  readonly harmed: ReadonlySet<string>;
  /** Whether indexes that help no harmed query are told too, each with the first query it serves. */
  readonly notes: boolean;
}

export function tellAdvice(
  measurements: readonly Measurement[],
  { advised, harmed, notes }: Told,
): readonly Measurement[] {
  const known = new Set(measurements.map(({ target }) => target));
  return measurements.map((measurement) => {
    const { outcome, target } = measurement;
    if (outcome.status !== 'measured') return measurement;
    const own = advised.filter(({ index }) => index.serves.some(({ name }) => name === target));
    if (harmed.has(target)) {
      const observations = withAdvice(outcome.observations, own, target);
      return withArtifacts({ ...measurement, outcome: { ...outcome, observations } }, own);
    }
    const noted = own.filter(
      ({ index: { serves } }) =>
        !serves.some(({ name }) => harmed.has(name)) &&
        serves.find(({ name }) => known.has(name))?.name === target,
    );
    if (!notes || noted.length === 0) return measurement;
    const observations = [...outcome.observations, ...noted.map(note)];
    return withArtifacts({ ...measurement, outcome: { ...outcome, observations } }, noted);
  });
}

/** Said once, with the first finding that tells of the harm. */
function withAdvice(
  observations: Measured['observations'],
  own: readonly AdvisedIndex[],
  target: string,
): Measured['observations'] {
  const at = observations.findIndex((one) => isHarm(one, true));
  const told = own.map((one) => describe(one, [target])).join('\n');
  return observations.map((one, place) =>
    place === at && told !== '' ? { ...one, detail: `${one.detail}\n${told}` } : one,
  );
}

function withArtifacts(measurement: Measurement, own: readonly AdvisedIndex[]): Measurement {
  return {
    ...measurement,
    artifacts: [...measurement.artifacts, ...own.flatMap(({ artifacts }) => artifacts)],
  };
}

function note(advised: AdvisedIndex): Observation {
  const { index, migration } = advised;
  const { serves, candidate, name } = index;
  const before = serves.reduce((sum, { blocksBefore }) => sum + blocksBefore, 0);
  const after = serves.reduce((sum, { blocksAfter }) => sum + blocksAfter, 0);
  const which = serves.length === 1 ? serves[0]?.name : `${serves.length} queries`;
  return {
    kind: 'index-advice',
    severity: 'note',
    side: 'both',
    title: `An index of ${candidate.table.name} would serve ${which}: ${amount(after)} blocks instead of ${amount(before)}`,
    detail: describe(
      advised,
      serves.map((query) => query.name),
    ),
    evidence: {
      base: null,
      head: migration.files.map(({ path, text }) => `${path}\n\n${text}`).join('\n'),
    },
    clues: [candidate.table.name, name],
    location: null,
  };
}

function describe({ index, migration }: AdvisedIndex, targets: readonly string[]): string {
  const served = index.serves.filter(({ name }) => targets.includes(name));
  const [first] = migration.files;
  return [
    `This index serves it: ${index.statement}`,
    `Built on a copy of head's database and executed: ${served.map((query) => gain(query, served.length > 1)).join('; ')}. It takes ${megabytes(index.sizeBytes)}.`,
    ...writes(index),
    `As a migration (${migration.tool}), among the run's files: ${first?.path ?? ''}`,
    ...(migration.hint === null ? [] : [migration.hint]),
  ].join('\n');
}

function gain(query: ServedQuery, isNamed: boolean): string {
  const { name, blocksBefore, blocksAfter, medianMsBefore, medianMsAfter } = query;
  const said = `${amount(blocksBefore)} → ${amount(blocksAfter)} blocks, ${medianMsBefore.toFixed(2)} → ${medianMsAfter.toFixed(2)} ms`;
  return isNamed ? `${name} ${said}` : said;
}

function writes({ writes: measured }: IndexAdvice): readonly string[] {
  if (measured === null) return [];
  const { rows, updated, without, with: having } = measured;
  const inserts = `inserting ${amount(rows)} rows touches ${amount(without.insertBlocks)} → ${amount(having.insertBlocks)} blocks`;
  const updates =
    updated.length === 0
      ? ''
      : `; of ${amount(having.updatedRows)} updates of ${updated.join(', ')}, ${amount(without.hotRows)} → ${amount(having.hotRows)} need no index entry`;
  return [`What it costs writes: ${inserts}${updates}.`];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB`;
}
