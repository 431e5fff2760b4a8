// Writes the migration of each advised index among the files of the run.
import { quoteName } from '../advice/catalog.ts';
import type { Advice } from '../advice/compose-advice.ts';
import { readMigrationProject } from '../advice/read-migration-project.ts';
import { writeMigrations } from '../advice/write-migration.ts';
import type { GaugeContext } from '../gauge.ts';
import type { AdvisedIndex } from './describe-advice.ts';

/** Each migration becomes a file of the run, under the name it has in the project. */
export async function writeAdvised(
  indexes: Advice['indexes'],
  { world, config, stage, artifactsDirectory, runDirectory }: GaugeContext,
): Promise<readonly AdvisedIndex[]> {
  if (config.database === null) return [];
  const project = await readMigrationProject(world.files, config.database, stage.head.directory);
  const statements = indexes.map((index) => ({
    name: index.name,
    create: index.statement,
    drop: dropStatement(index),
  }));
  const migrations = writeMigrations(statements, project, world.clock.now());
  const folder = `${artifactsDirectory}/index-advice`;
  const files = migrations.flatMap((migration) => migration.files);
  for (const { path, text } of files) await world.files.writeText(`${folder}/${path}`, text);
  return migrations.flatMap((migration, at) =>
    indexes.slice(at, at + 1).map((index) => ({
      index,
      migration,
      artifacts: migration.files.map(({ path }) => ({
        name: `Migration ${path}`,
        path: `${folder.slice(runDirectory.length + 1)}/${path}`,
      })),
    })),
  );
}

function dropStatement({ name, candidate }: Advice['indexes'][number]): string {
  return `DROP INDEX CONCURRENTLY IF EXISTS ${quoteName(candidate.table.schema)}.${quoteName(name)};`;
}
