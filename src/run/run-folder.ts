// The folder of one run's documents: what a step leaves there, the next step (perhaps on another machine) takes up.
import type { z } from 'zod';
import { pullRequestSchema, type PullRequest } from '../change/pull-request.ts';
import { diffSchema } from '../change/diff.ts';
import { riskAssessmentSchema } from '../risk/risk-assessment.ts';
import { gatePlanSchema } from '../plan/gate-plan.ts';
import { measurementSchema, type Measurement } from '../measure/measurement.ts';
import { reportSchema } from '../report/report.ts';
import { Problem } from '../core/problem.ts';
import type { DeepReadonly } from '../core/document.ts';
import type { Files } from '../ports/files.ts';

const SCHEMAS = {
  'pull-request': pullRequestSchema,
  diff: diffSchema,
  risk: riskAssessmentSchema,
  plan: gatePlanSchema,
  report: reportSchema,
} as const;

type DocumentName = keyof typeof SCHEMAS;
type DocumentOf<Name extends DocumentName> = DeepReadonly<z.infer<(typeof SCHEMAS)[Name]>>;

/** No honest document is larger; a larger one is refused before it is parsed. */
const MAXIMUM_BYTES = 64 * 1024 * 1024;
/** One per gate and target; a run with more was made by hand. */
const MAXIMUM_MEASUREMENTS = 2000;

/** A folder may be used for one change after the other: the measurements of each are told apart by their commits. */
type Change = Pick<PullRequest, 'base' | 'head'>;

export interface RunFolder {
  readonly directory: string;
  /** Makes it, out of git's sight; for those who write more than documents. */
  ready(): Promise<string>;
  read<Name extends DocumentName>(name: Name): Promise<DocumentOf<Name>>;
  write<Name extends DocumentName>(name: Name, document: DocumentOf<Name>): Promise<string>;
  /** Those of one change. */
  readMeasurements(change: Change): Promise<readonly Measurement[]>;
  /** As measurements of the change whose pull request is in the folder. */
  writeMeasurements(measurements: readonly Measurement[]): Promise<void>;
}

/** `directory` is absolute; it is made, with a .gitignore of its own, when something is first written. */
export function openRunFolder(directory: string, files: Files): RunFolder {
  const pathOf = (name: string): string => `${directory}/${name}.json`;

  async function ready(): Promise<string> {
    // A folder that was there before perfcrew may have one of its own.
    if ((await files.readText(`${directory}/.gitignore`)) === null) {
      await files.writeText(`${directory}/.gitignore`, '*\n');
    }
    return directory;
  }

  async function writeJson(path: string, document: unknown): Promise<string> {
    await ready();
    await files.writeText(path, `${JSON.stringify(document, null, 1)}\n`);
    return path;
  }

  return {
    directory,
    ready,
    async read(name) {
      const text = await files.readText(pathOf(name));
      if (text === null) {
        throw new Problem('document-missing', {
          what: `${pathOf(name)} is not there.`,
          mend: `Run \`perfcrew ${STEP_OF[name]}\` first, or point --run-directory at the folder of the earlier steps.`,
        });
      }
      return parseDocument(SCHEMAS[name], text, pathOf(name)) as DocumentOf<typeof name>;
    },
    write: (name, document) => writeJson(pathOf(name), document),
    async readMeasurements(change) {
      const listed = await files.list(directory, ['measurements/*.json']);
      const names = listed.filter((name) => name.endsWith(`-${commitsOf(change)}.json`));
      if (names.length > MAXIMUM_MEASUREMENTS) {
        throw new Problem('document-invalid', {
          what: `${directory}/measurements holds ${names.length} files; a run has at most ${MAXIMUM_MEASUREMENTS}.`,
          mend: 'Delete the folder and run the step again.',
        });
      }
      const texts = await Promise.all(names.map((name) => files.readText(`${directory}/${name}`)));
      return names.map((name, index) =>
        parseDocument(measurementSchema, texts[index] ?? '', `${directory}/${name}`),
      );
    },
    async writeMeasurements(measurements) {
      const change = await this.read('pull-request');
      for (const measurement of measurements) {
        const name = `${fileNameOf(measurement)}-${commitsOf(change)}.json`;
        await writeJson(`${directory}/measurements/${name}`, measurement);
      }
    },
  };
}

const STEP_OF: Record<DocumentName, string> = {
  'pull-request': 'plan',
  diff: 'plan',
  risk: 'plan',
  plan: 'plan',
  report: 'report',
};

function parseDocument<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  path: string,
): DeepReadonly<z.infer<Schema>> {
  if (text.length > MAXIMUM_BYTES) {
    throw new Problem('document-invalid', {
      what: `${path} has ${Math.round(text.length / 1_048_576)} MB; a document of a run has at most ${MAXIMUM_BYTES / 1_048_576} MB.`,
      mend: 'Delete the file and run the step again.',
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Problem('document-unreadable', {
      what: `${path} is not JSON.`,
      mend: 'Delete the file and run the step again.',
      cause,
    });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Problem('document-invalid', {
      what: `${path} does not fit its schema, at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'no reason given'}.`,
      mend: 'Run the step again with this version of perfcrew.',
      cause: parsed.error,
    });
  }
  return parsed.data as DeepReadonly<z.infer<Schema>>;
}

function commitsOf({ base, head }: Change): string {
  return `${base.sha.slice(0, 10)}-${head.sha.slice(0, 10)}`;
}

/** Gate and target as a file name: readable, and different for different targets. */
function fileNameOf(measurement: Measurement): string {
  const words = measurement.target.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  let hash = 5381;
  for (const character of measurement.target) hash = (hash * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  return `${measurement.gate}-${words.replaceAll(/^-|-$/g, '').slice(0, 60)}-${hash.toString(36)}`;
}
