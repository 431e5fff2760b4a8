// Turns the text of the configuration into a Config, or into one Problem that lists everything wrong with it.
import { LineCounter, parseDocument } from 'yaml';
import { Problem } from '../core/problem.ts';
import { CONFIG_PATH, configSchema, type Config } from './config.ts';
import { renderConfigErrors, type ConfigError } from './config-error.ts';
import { crossCheck } from './cross-check.ts';
import { describeIssue } from './describe-issue.ts';
import { positionOf, renderPath, type Source } from './key-path.ts';

/** Far above any real configuration; a hostile one must not cost memory. */
const MAX_BYTES = 256_000;
const MAX_ALIASES = 100;
const MAX_ERRORS = 1000;

/** Null or empty text gives the defaults. Throws Problem `config-unreadable` or `config-invalid`. */
export function parseConfig(text: string | null, path: string = CONFIG_PATH): Config {
  const { value, source } = readYaml(text ?? '', path);
  const parsed = configSchema.safeParse(value);
  const complaints = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => describeIssue(issue, value))),
    ...crossCheck(value),
  ];
  if (parsed.success && complaints.length === 0) return parsed.data;
  const errors = complaints.slice(0, MAX_ERRORS).map((complaint): ConfigError => ({
    ...positionOf(source, complaint.at),
    path: renderPath(complaint.at),
    what: complaint.what,
    mend: complaint.mend,
  }));
  throw new Problem('config-invalid', {
    what: renderConfigErrors(path, errors),
    mend: 'Correct these lines; docs/configuration.md lists every key.',
  });
}

function readYaml(text: string, path: string): { readonly value: unknown; readonly source: Source } {
  if (new TextEncoder().encode(text).length > MAX_BYTES) {
    throw unreadable(`${path} is larger than ${MAX_BYTES / 1000} kB`, `Keep only perfcrew's keys in ${path}`);
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault !== undefined) throw fault;
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { value: value ?? {}, source: { document, lines } };
  } catch (error) {
    throw describeFault(error, path, lines);
  }
}

function describeFault(error: unknown, path: string, lines: LineCounter): unknown {
  // The parser throws RangeError for nesting deeper than the stack and ReferenceError for aliases that multiply.
  if (error instanceof RangeError) {
    return unreadable(
      `${path} is nested too deeply`,
      'Write it with the few levels the reference shows',
      error,
    );
  }
  if (error instanceof ReferenceError) {
    return unreadable(
      `${path} uses more than ${MAX_ALIASES} aliases (or one that is not defined)`,
      'Write the values out instead of `*alias`',
      error,
    );
  }
  if (!(error instanceof Error) || !('pos' in error) || !Array.isArray(error.pos)) return error;
  if (error.message.includes('call stack')) return describeFault(new RangeError(error.message), path, lines);
  const { line, col } = lines.linePos(Number(error.pos[0]));
  const [sentence = ''] = error.message.split(/ at line \d+|; please use|\n/);
  if (sentence.startsWith('Unresolved tag')) {
    return unreadable(
      `${path}:${line}:${col} uses a YAML tag: ${sentence}`,
      'Write the plain value without `!`',
      error,
    );
  }
  return unreadable(
    `${path}:${line}:${col} is not valid YAML: ${sentence}`,
    `Correct line ${line}; look at indentation, colons and quotes`,
    error,
  );
}

function unreadable(what: string, mend: string, cause?: unknown): Problem {
  return new Problem('config-unreadable', { what: `${what}.`, mend: `${mend}.`, cause });
}
