// What the gauge reads from base's checkout, because the change under review must not choose its own limits or logins.
import type { PageTarget } from '../../config/config.ts';
import type { Files } from '../../ports/files.ts';
import { parseBudgets } from './lighthouse-budgets.ts';
import type { BudgetFile } from './observe-budgets.ts';

export function setupPath(baseDirectory: string, { setup }: PageTarget): string | null {
  return setup === null ? null : `${baseDirectory}/${setup}`;
}

export async function readBudgetFile(
  files: Files,
  baseDirectory: string,
  path: string | null,
): Promise<BudgetFile | null> {
  if (path === null) return null;
  const text = await files.readText(`${baseDirectory}/${path}`);
  return {
    path,
    read: text === null ? { status: 'unreadable', complaint: 'There is no such file.' } : parseBudgets(text),
  };
}
