// Whether the tool that runs a migration file opens a transaction around it: its own markers and file names tell.
import type { DatabaseConfig } from '../../config/config.ts';

/** `several`: sent as one text, which Postgres takes for one transaction where it holds more than one statement. */
export type Wrapping = 'always' | 'several' | 'never';

type Setting = DatabaseConfig['migration_checks']['transaction'];

/** What each tool writes into its files to do without, and what says that the file is its own. */
const TOOLS: readonly { readonly own: RegExp; readonly without: RegExp }[] = [
  // dbmate
  { own: /^--[ \t]*migrate:up\b/im, without: /^--[ \t]*migrate:up[ \t].*transaction:false/im },
  // goose
  { own: /^--[ \t]*\+goose[ \t]+up\b/im, without: /^--[ \t]*\+goose[ \t]+no[ \t]+transaction/im },
  // sql-migrate
  { own: /^--[ \t]*\+migrate[ \t]+up\b/im, without: /^--[ \t]*\+migrate[ \t]+up[ \t]+notransaction/im },
  // node-pg-migrate
  { own: /^--[ \t]*up[ \t]+migration\b/im, without: /$^/ },
  // drizzle-kit
  { own: /^--> statement-breakpoint/im, without: /$^/ },
];

/** drizzle-kit's own folder: a file of one statement has no marker, but runs in a transaction all the same. */
const IN_ONE_TRANSACTION = /(^|\/)drizzle\/([^/]+\/)?[^/]+\.sql$/i;
/** Prisma and golang-migrate send the whole file at once. */
const SENT_AT_ONCE = /(^|\/)migration\.sql$|\.up\.sql$/i;

export function wrapping(path: string, text: string, setting: Setting): Wrapping {
  if (setting !== 'auto') return setting;
  const tool = TOOLS.find(({ own }) => own.test(text));
  if (tool !== undefined) return tool.without.test(text) ? 'never' : 'always';
  if (IN_ONE_TRANSACTION.test(path)) return 'always';
  return SENT_AT_ONCE.test(path) ? 'several' : 'never';
}
