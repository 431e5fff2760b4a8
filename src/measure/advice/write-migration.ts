// An index as a migration of the project's own tool, with its undo: a file to commit as it is. One index makes one file,
// because several statements sent at once are one transaction, which CONCURRENTLY refuses.
import { migrationTexts, type IndexStatements, type WrittenMigration } from './migration-texts.ts';
import { migrationTool, type MigrationProject, type MigrationTool } from './migration-tool.ts';
import { nextNumber, numberingOf, timestamp } from './next-migration-name.ts';

/** One migration for each index, numbered one after the other. */
export function writeMigrations(
  indexes: readonly IndexStatements[],
  project: MigrationProject,
  nowMs: number,
): readonly WrittenMigration[] {
  const tool = migrationTool(project);
  const manner = mannerOf(tool, project, nowMs);
  return indexes.map((index, at) => {
    const number = manner.number(at + 1);
    const stem = `${number}${words(index.name, manner.separator)}`;
    return { tool, ...migrationTexts(tool, index, { ...manner, stem }) };
  });
}

const FOLDERS: Partial<Record<MigrationTool, string>> = {
  dbmate: 'db/migrations/',
  Prisma: 'prisma/migrations/',
  Drizzle: 'drizzle/',
  Flyway: 'sql/',
};

function mannerOf(tool: MigrationTool, { files }: MigrationProject, nowMs: number) {
  const last = files.at(-1);
  const isFolder = tool === 'Prisma' || last?.path.endsWith('/migration.sql') === true;
  const parts = (last?.path ?? '').split('/');
  const named = parts.at(isFolder ? -2 : -1) ?? '';
  const folder = parts.slice(0, isFolder ? -2 : -1).map((part) => `${part}/`);
  const code = files.findLast(({ path }) => /\.[cm]?[jt]s$/.test(path));
  const numbering = last === undefined ? null : numberingOf(named);
  return {
    folder: last === undefined ? (FOLDERS[tool] ?? 'migrations/') : folder.join(''),
    // In a folder of SQL this one file must be understood whatever package.json says of modules.
    extension: code === undefined ? 'cjs' : (code.path.split('.').at(-1) ?? 'js'),
    isModule: code !== undefined && /^(export|import)\b/m.test(code.text),
    separator: numbering?.separator ?? '_',
    number: (steps: number): string => {
      if (numbering !== null) {
        const { before, digits, separator } = numbering;
        return `${before}${nextNumber(digits, nowMs, steps)}${separator}`;
      }
      if (last !== undefined) return '';
      return tool === 'Flyway' ? `V${steps}__` : `${firstNumber(tool, nowMs, steps)}_`;
    },
  };
}

/** As the tools number what they create themselves. */
function firstNumber(tool: MigrationTool, nowMs: number, steps: number): string {
  if (tool === 'node-pg-migrate') return `${nowMs + steps - 1}`;
  if (tool === 'golang-migrate' || tool === 'Drizzle')
    return `${steps}`.padStart(tool === 'Drizzle' ? 4 : 6, '0');
  if (tool === 'plain SQL') return `${steps}`.padStart(3, '0');
  return `${BigInt(timestamp(nowMs)) + BigInt(steps - 1)}`;
}

function words(name: string, separator: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_]+/g, '_');
  return separator === '-' ? `add-${plain.replaceAll('_', '-')}` : `add_${plain}`;
}
