// Runs a crew of the user's own: its documents come from files, its agents are played by the model, and people decide in between.
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { Problem } from '../core/problem.ts';
import { stableHash } from '../core/stable-hash.ts';
import { openPurse } from '../crew/agents/purse.ts';
import { approvalsSchema, type Decision } from '../crew/roster/approvals.ts';
import type { Crew } from '../crew/roster/crew.ts';
import { performWithModel } from '../crew/roster/perform-agent.ts';
import { runCrew, type CrewRun } from '../crew/roster/run-crew.ts';
import type { CrewOutside } from '../crew/roster/crew-request.ts';
import type { World } from '../ports/world.ts';
import type { Files } from '../ports/files.ts';
import type { CrewModel } from './open-model.ts';

export interface NamedCrewRequest {
  readonly crew: Crew;
  readonly config: Config;
  /** Absolute paths of the given documents, by name. */
  readonly given: ReadonlyMap<string, string>;
  /** Absolute path of the document with what people decided; null where nobody has. */
  readonly approvals: string | null;
  /** Folder of the run; what agents write goes below `crew/<name>` in it. */
  readonly directory: string;
  /** Null where there is none: agents then fail and say so. */
  readonly model: CrewModel | null;
}

export interface NamedCrewRun extends CrewRun {
  /** Absolute paths of the written documents. */
  readonly paths: readonly string[];
}

type Outside = Pick<World, 'clock' | 'signal' | 'log'> & Pick<CrewOutside, 'files' | 'processes'>;

export async function runNamedCrew(request: NamedCrewRequest, outside: Outside): Promise<NamedCrewRun> {
  const { crew, directory, model } = request;
  const given = await readGiven(request, outside.files);
  const decisions = await readDecisions(request.approvals, outside.files);
  const run = stableHash(JSON.stringify([crew, given]));
  const result = await runCrew(
    { crew, given, run, directory: join(directory, '.tasks', run), decisions },
    {
      ...outside,
      async perform(agent, context, handover) {
        if (model === null)
          return {
            kind: 'failed',
            reason: `${agent.name} needs a model: set ANTHROPIC_API_KEY.`,
            usage: { inputTokens: 0, outputTokens: 0 },
          };
        // A tier without a model of its own is played by the smallest.
        const priced = model.resolve(agent.tier === 'deterministic' ? 'fast' : agent.tier);
        const booked = model.modelFor({ category: crew.name, task: agent.name });
        return await performWithModel(agent, context, {
          crew,
          handover,
          model: openPurse(booked, { limitUsd: agent.limits.usd ?? null, priced: [priced] }).model,
          modelName: priced.name,
          effort: null,
          tools: [],
          clock: outside.clock,
          random: Math.random,
          redact: model.redact,
          observe: () => undefined,
        });
      },
    },
  );
  const paths: string[] = [];
  for (const [name, value] of Object.entries(result.documents)) {
    const isText = typeof value === 'string';
    const path = join(directory, 'crew', crew.name, `${name}.${isText ? 'md' : 'json'}`);
    await outside.files.writeText(path, isText ? value : `${JSON.stringify(value, null, 2)}\n`);
    paths.push(path);
  }
  return { ...result, paths };
}

/** JSON where the file's name says so, else text. */
async function readGiven(
  { crew, given }: NamedCrewRequest,
  files: Pick<Files, 'readText'>,
): Promise<Readonly<Record<string, unknown>>> {
  const read: Record<string, unknown> = {};
  for (const name of crew.given) {
    const path = given.get(name);
    if (path === undefined)
      throw new Problem('usage', {
        what: `Crew ${crew.name} begins with the document ${name}, and nothing says where it is.`,
        mend: `Add --given ${[...crew.given].map((each) => `${each}=FILE`).join(',')}.`,
      });
    const text = await files.readText(path);
    if (text === null)
      throw new Problem('document-missing', {
        what: `${path} is not there.`,
        mend: `Name a file for ${name} that is.`,
      });
    read[name] = path.endsWith('.json') ? parseJson(text, path) : text;
  }
  return read;
}

async function readDecisions(
  path: string | null,
  files: Pick<Files, 'readText'>,
): Promise<readonly Decision[]> {
  if (path === null) return [];
  const text = await files.readText(path);
  if (text === null)
    throw new Problem('document-missing', {
      what: `${path} is not there.`,
      mend: 'Name the file with the decisions.',
    });
  const parsed = approvalsSchema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data.decisions;
  throw new Problem('document-invalid', {
    what: `${path} is no document of approvals: ${z.prettifyError(parsed.error)}`,
    mend: 'Write it as docs/crews.md shows.',
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('document-unreadable', { what: `${path} is not JSON.`, mend: 'Mend the file.', cause });
  }
}
