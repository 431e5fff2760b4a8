// How likely a changed file holds the cause of a slowdown: code before configuration, tests and prose last.
import { extensionOf, fileKind, type FileKind } from '../change/file-kind.ts';

const WEIGHTS: Readonly<Record<FileKind, number>> = {
  code: 1,
  migration: 1,
  other: 1,
  style: 0.9,
  config: 0.6,
  ci: 0.6,
  data: 0.6,
  lock: 0.3,
  generated: 0.3,
  test: 0.15,
  doc: 0.05,
};

/** From 0 to 1. */
export function causeWeight(path: string): number {
  return isClient(path) ? Math.min(WEIGHTS[fileKind(path)], WEIGHTS.style) : WEIGHTS[fileKind(path)];
}

/** Files that a browser loads; a server's route seldom gets slow because of them. */
export function isClient(path: string): boolean {
  return CLIENT_FOLDER.test(path) || fileKind(path) === 'style' || CLIENT_EXTENSIONS.has(extensionOf(path));
}

/** Schemas and migrations: where indexes are made and lost. */
export function isSql(path: string): boolean {
  const kind = fileKind(path);
  return kind === 'migration' || (kind === 'code' && extensionOf(path) === 'sql');
}

const CLIENT_FOLDER = /(^|\/)(public|static|assets|client|frontend|www)\//i;
const CLIENT_EXTENSIONS: ReadonlySet<string> = new Set(['html', 'htm', 'svg']);
