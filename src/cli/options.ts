// The options of all verbs in one table: each name means the same everywhere.
import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.ts';
import { Problem } from '../core/problem.ts';

export const OPTIONS = {
  base: { type: 'string', value: 'REF', help: 'what head is compared with (default: the default branch)' },
  head: { type: 'string', value: 'REF', help: 'the code under review (default: HEAD)' },
  title: { type: 'string', value: 'TEXT', help: 'title of the change; `!` or BREAKING in it counts' },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'configuration to use instead of the one in the base commit',
  },
  'run-directory': {
    type: 'string',
    value: 'DIR',
    help: 'where documents and reports go (default: .perfcrew at the root of the repository)',
  },
  gates: { type: 'string', value: 'LIST', help: 'only these gates of the plan, comma separated' },
  shard: { type: 'string', value: 'N/M', help: 'only the Nth of M parts of each gate’s targets' },
  level: {
    type: 'string',
    value: 'LEVEL',
    help: 'minimal, standard, thorough or comprehensive, whatever the risk',
  },
  minutes: {
    type: 'string',
    value: 'N',
    help: 'measuring time (default: budget.minutes of the configuration; for a part of the plan its share)',
  },
  seed: { type: 'string', value: 'N', help: 'seed of every random order; the same seed replays a review' },
  workflow: {
    type: 'string',
    value: 'KIND',
    help: 'one-job (default), matrix, fork-safe, monorepo, nightly, main-branch, optimize or bot',
  },
  parameters: { type: 'string', value: 'JSON', help: 'values of $1, $2, … as a JSON list' },
  app: {
    type: 'boolean',
    help: 'start the app of the working tree, request its routes and explain every statement it runs',
  },
  top: {
    type: 'string',
    value: 'N',
    help: 'the N statements your server spends most time on (pg_stat_statements of DATABASE_URL)',
  },
  write: { type: 'string', value: 'FILE', help: 'file to write to (default: stdout)' },
  'text-values': {
    type: 'string',
    value: 'HOW',
    help: 'what becomes of values of text columns: omitted (default), hashed or kept',
  },
  agents: { type: 'string', value: 'LIST', help: 'run only these agents of the crew, comma separated' },
  'from-parts': {
    type: 'string',
    value: 'DIR',
    help: 'folder with what earlier processes of the same crew left by --to-part',
  },
  'to-part': {
    type: 'string',
    value: 'DIR',
    help: 'where to leave what these agents did, for the next process',
  },
  traffic: {
    type: 'string',
    value: 'FILE',
    help: 'access log or HAR file of the app: the cache design then replays what was asked',
  },
  given: {
    type: 'string',
    value: 'NAME=FILE,…',
    help: 'the documents a crew of yours begins with; JSON where the file ends in .json',
  },
  approvals: { type: 'string', value: 'FILE', help: 'what people decided, as docs/crews.md shows' },
  rounds: {
    type: 'string',
    value: 'N',
    help: 'how often the crew may think again with what the proofs taught it (default: 2; 1 without a model)',
  },
  round: { type: 'string', value: 'N', help: 'which round of the loop this is (default: 1)' },
  together: {
    type: 'boolean',
    help: 'prove all proven patches once more as one, which takes a further measurement',
  },
  'no-prove': { type: 'boolean', help: 'write patches, but prove none' },
  'key-from-stdin': {
    type: 'boolean',
    help: 'read the key of the model from the first line of stdin, so that it is in no environment',
  },
  force: { type: 'boolean', help: 'overwrite files that exist' },
  json: { type: 'boolean', help: 'print the document as JSON on stdout, nothing else' },
  quiet: { type: 'boolean', help: 'no progress (default in CI)' },
  verbose: { type: 'boolean', help: 'say more on stderr' },
  help: { type: 'boolean', help: 'show help' },
  version: { type: 'boolean', help: 'show the version' },
} as const satisfies Record<string, { type: 'string' | 'boolean'; value?: string; help: string }>;

export type OptionName = keyof typeof OPTIONS;

export type Options = {
  readonly [Name in OptionName]?: (typeof OPTIONS)[Name]['type'] extends 'string' ? string : boolean;
};

export interface ParsedArguments {
  readonly verb: string | null;
  readonly positionals: readonly string[];
  readonly options: Options;
}

export function parseArguments(argumentsGiven: readonly string[]): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...argumentsGiven],
      options: OPTIONS,
      allowPositionals: true,
      strict: true,
    });
    return { verb: positionals[0] ?? null, positionals: positionals.slice(1), options: values };
  } catch (cause) {
    const what = cause instanceof Error ? (cause.message.split('. ')[0] ?? cause.message) : String(cause);
    const unknown = /^Unknown option '--?([^']+)'/.exec(what)?.[1];
    const meant = unknown === undefined ? null : nearest(unknown, Object.keys(OPTIONS));
    throw new Problem('usage', {
      what: `${what.replace(/\.$/, '')}.`,
      mend:
        meant === null
          ? 'Run `perfcrew help`, or `perfcrew help` and a verb, to see what there is.'
          : `Did you mean \`--${meant}\`?`,
      cause,
    });
  }
}

/** A whole number of at least 1, or a Problem that names the option. */
export function countOption(name: OptionName, text: string | undefined): number | undefined {
  const count = amountOption(name, text);
  if (count === undefined || Number.isSafeInteger(count)) return count;
  throw new Problem('usage', {
    what: `--${name} ${text} is not a whole number.`,
    mend: `Give a whole number, as in --${name} 5.`,
  });
}

/** Any number above 0, or a Problem that names the option. */
export function amountOption(name: OptionName, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const amount = Number(text);
  if (Number.isFinite(amount) && amount > 0) return amount;
  throw new Problem('usage', {
    what: `--${name} ${text} is not a number above 0.`,
    mend: `Give a number, as in --${name} 5.`,
  });
}
