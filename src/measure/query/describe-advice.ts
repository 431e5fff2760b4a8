// Words for an advised index: the statement, what was measured with it, what it costs writes, and where its migration is.
import type { IndexAdvice, ServedQuery } from '../advice/compose-advice.ts';
import type { WrittenMigration } from '../advice/migration-texts.ts';
import type { Artifact, Observation } from '../measurement.ts';
import { amount } from './render-plan.ts';

export interface AdvisedIndex {
  readonly index: IndexAdvice;
  readonly migration: WrittenMigration;
  readonly artifacts: readonly Artifact[];
}

/** Where nothing became worse, but an index would help. */
export function noteAdvice(advised: AdvisedIndex): Observation {
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
    detail: describeAdvice(
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

export function describeAdvice({ index, migration }: AdvisedIndex, targets: readonly string[]): string {
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
