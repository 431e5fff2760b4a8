// One task's folder: written document by document, each whole or not at all; read as hostile input.
import { join } from 'node:path';
import { canonicalJson, contentHash } from '../context/content-hash.ts';
import type { Outside } from './outside.ts';
import { parseBounded, type Expected, type Parsed } from './parse-bounded.ts';
import {
  MOST_BYTES,
  taskArtifactsSchema,
  taskDecisionsSchema,
  taskOutputSchema,
  type TaskRecord,
} from './task-documents.ts';

type KnownFiles = Outside['files'];
type Texts = Readonly<Record<'output.json' | 'artifacts.json' | 'decisions.json' | 'context.md', string>>;

/** The documents of a record, refused with its reason where they would be refused by a reader. */
export function documentsOf(task: string, record: TaskRecord): Parsed<Texts> {
  const head = { version: 1, task };
  const texts: Texts = {
    // Its keys keep their order: what is read back must give the same files to people as what was just made.
    'output.json': `${JSON.stringify({ document: 'task-output', ...head, output: record.output })}\n`,
    'artifacts.json': `${canonicalJson({ document: 'task-artifacts', ...head, artifacts: record.artifacts })}\n`,
    'decisions.json': `${canonicalJson({ document: 'task-decisions', ...head, decisions: record.decisions })}\n`,
    'context.md': record.context,
  };
  const parsed = recordOf(task, texts);
  return parsed.valid ? { valid: true, value: texts } : parsed;
}

export async function writeTaskFolder(files: KnownFiles, folder: string, texts: Texts): Promise<string> {
  await Promise.all(Object.entries(texts).map(([name, text]) => files.writeText(join(folder, name), text)));
  return await digestOf(texts);
}

/** The record and its digest; not valid where a document is missing, too large, led astray by a link or of another shape. */
export async function readTaskFolder(
  files: KnownFiles,
  { directory, task }: { readonly directory: string; readonly task: string },
): Promise<Parsed<{ readonly record: TaskRecord; readonly texts: Texts; readonly digest: string }>> {
  const read = async (name: string, mostBytes: number) => {
    const bytes = await files.readBelow(directory, `${task}/${name}`, mostBytes);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  };
  const [output, artifacts, decisions, context] = await Promise.all([
    read('output.json', MOST_BYTES.output),
    read('artifacts.json', MOST_BYTES.artifacts),
    read('decisions.json', MOST_BYTES.decisions),
    read('context.md', MOST_BYTES.context),
  ]);
  if (output === null || artifacts === null || decisions === null || context === null) {
    return { valid: false, reason: 'a document is missing or too large' };
  }
  const texts: Texts = {
    'output.json': output,
    'artifacts.json': artifacts,
    'decisions.json': decisions,
    'context.md': context,
  };
  const record = recordOf(task, texts);
  if (!record.valid) return record;
  return { valid: true, value: { record: record.value, texts, digest: await digestOf(texts) } };
}

function recordOf(task: string, texts: Texts): Parsed<TaskRecord> {
  const output = parseAs(texts, 'output.json', { schema: taskOutputSchema, mostBytes: MOST_BYTES.output });
  if (!output.valid) return output;
  const artifacts = parseAs(texts, 'artifacts.json', {
    schema: taskArtifactsSchema,
    mostBytes: MOST_BYTES.artifacts,
  });
  if (!artifacts.valid) return artifacts;
  const decisions = parseAs(texts, 'decisions.json', {
    schema: taskDecisionsSchema,
    mostBytes: MOST_BYTES.decisions,
  });
  if (!decisions.valid) return decisions;
  const context = texts['context.md'];
  if (context.length > MOST_BYTES.context) return { valid: false, reason: 'context.md is too large' };
  const stranger = [output.value, artifacts.value, decisions.value].find((one) => one.task !== task);
  if (stranger !== undefined) return { valid: false, reason: `a document belongs to task ${stranger.task}` };
  return {
    valid: true,
    value: {
      output: output.value.output,
      artifacts: artifacts.value.artifacts,
      decisions: decisions.value.decisions,
      context,
    },
  };
}

function parseAs<Value>(texts: Texts, name: keyof Texts, expected: Expected<Value>): Parsed<Value> {
  const parsed = parseBounded(texts[name], expected);
  return parsed.valid ? parsed : { valid: false, reason: `${name}: ${parsed.reason}` };
}

async function digestOf(texts: Texts): Promise<string> {
  return await contentHash(canonicalJson(texts));
}
