// The think zone: one document in, documents out. It needs no git, no child process and nothing outside of the folder of the run.
import { dirname, join, relative } from 'node:path';
import { openCrewLibrary, readCrewFiles } from '../../crew/roster/crew-library.ts';
import type { CrewPart } from '../../crew/roster/crew-request.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import type { PerformAgent } from '../../crew/roster/agent-answer.ts';
import { openStudy } from '../../crew/work/study.ts';
import { MODEL_TIERS } from '../../runtime/model-catalogue.ts';
import type { Log } from '../../ports/log.ts';
import { consult, type ConsultOutside, type Optimization } from '../consult.ts';
import type { CrewModel } from '../open-model.ts';
import { composeFeedback, FEEDBACK } from './feedback.ts';
import { WORKSHOP_PATH } from './gather.ts';
import { performerOf } from './performer.ts';
import { readProofs } from './proof-files.ts';
import { readBounded } from './read-bounded.ts';
import { MOST_THOUGHTS_BYTES, THOUGHTS_PATH, thoughtsSchema, type Thoughts } from './thoughts.ts';
import {
  MOST_WORKSHOP_BYTES,
  toWorkshop,
  workshopSchema,
  type WorkshopDocument,
} from './workshop-document.ts';

export interface ThinkRequest {
  readonly crew: string;
  /** Absolute; holds the workshop, and from the second round on the proofs. */
  readonly directory: string;
  /** Of the running program; the shipped crews lie beside it. */
  readonly programsDirectory: string;
  readonly round: number;
  /** What this process does of a split run, asked once the crew is read; null is the whole. */
  readonly part: ((crew: Crew) => Promise<CrewPart>) | null;
  /** Opened once it is known what the configuration says about it; null is none. */
  readonly openModel: (workshop: WorkshopDocument) => Promise<CrewModel | null>;
}

export type ThinkOutside = ConsultOutside & { readonly log: Log };

export async function think(request: ThinkRequest, outside: ThinkOutside): Promise<Thoughts> {
  const { directory, programsDirectory, round } = request;
  const { files } = outside;
  const mend = 'Run `perfcrew optimize` again.';
  const document = await readBounded(
    { folder: directory, path: WORKSHOP_PATH, schema: workshopSchema, mostBytes: MOST_WORKSHOP_BYTES, mend },
    files,
  );
  const head = document.review.pullRequest.head.sha;
  const shipped = await readCrewFiles(join(dirname(programsDirectory), 'crews'), '.', files);
  const crew = openCrewLibrary(shipped, document.crews).read(request.crew);
  const part = request.part === null ? null : await request.part(crew);
  const proofs = round === 1 ? [] : await readProofs(directory, head, outside);
  const earlier =
    round === 1
      ? null
      : await readBounded(
          {
            folder: directory,
            path: THOUGHTS_PATH,
            schema: thoughtsSchema,
            mostBytes: MOST_THOUGHTS_BYTES,
            mend,
          },
          files,
        );
  const workshop = toWorkshop(document);
  await using model = await request.openModel(document);
  const perform = performerOf({ crew, study: openStudy(workshop), model }, outside);
  const optimization = await consult(
    {
      crew,
      workshop,
      finishedAt: document.finishedAt,
      directory,
      feedback: composeFeedback(proofs),
      models: model === null ? null : MODEL_TIERS.map((tier) => model.resolve(tier).name),
      perform: earlier === null ? perform : withEarlier(perform, { crew, documents: earlier.documents }),
      ...(part !== null && { part }),
    },
    outside,
  );
  const thoughts = toThoughts(optimization, { round, head, directory, costUsd: await costOf(model) });
  await files.writeText(`${directory}/${THOUGHTS_PATH}`, `${JSON.stringify(thoughts)}\n`);
  return thoughts;
}

/** Who neither reads the prover's answers, nor what those write that do, has nothing new to say and is not asked again. */
function withEarlier(
  perform: PerformAgent,
  { crew, documents }: { readonly crew: Crew; readonly documents: Thoughts['documents'] },
): PerformAgent {
  const changed = new Set([FEEDBACK]);
  const again = new Set<string>();
  for (let size = -1; size !== again.size;) {
    size = again.size;
    for (const { name, reads, streams, writes } of crew.agents)
      if ([...reads, ...streams].some((document) => changed.has(document))) {
        again.add(name);
        for (const document of writes) changed.add(document);
      }
  }
  return async (agent, context, handover) => {
    const { writes } = context.task;
    const known = writes.every((name) => Object.hasOwn(documents, name));
    if (!known || again.has(context.task.agent)) return await perform(agent, context, handover);
    const kept = Object.fromEntries(writes.map((name) => [name, documents[name]]));
    return { kind: 'done', output: { documents: kept, inputTokens: 0, outputTokens: 0 } };
  };
}

async function costOf(model: CrewModel | null): Promise<number | null> {
  return model === null ? null : (await model.report()).total.costUsd;
}

function toThoughts(
  { bottlenecks, proposals, endings, paths, documents }: Optimization,
  { directory, ...more }: Pick<Thoughts, 'round' | 'head' | 'costUsd'> & { readonly directory: string },
): Thoughts {
  return thoughtsSchema.parse({
    document: 'thoughts',
    version: 1,
    ...more,
    bottlenecks,
    proposals,
    endings: [...endings].map(([agent, ending]) => ({
      agent,
      status: ending.status,
      reason: ending.status === 'done' ? '' : ending.reason.slice(0, 4000),
    })),
    paths: paths.map((path) => relative(directory, path)),
    documents,
  });
}
