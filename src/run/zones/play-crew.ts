// A user's own crew in the think zone: its agents are played by the model with the tools their files name, on what was gathered.
import { join } from 'node:path';
import { openPurse } from '../../crew/agents/purse.ts';
import { agentTools } from '../../crew/agents/tools/agent-tools.ts';
import type { PerformAgent } from '../../crew/roster/agent-answer.ts';
import { openCrewLibrary } from '../../crew/roster/crew-library.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import { performWithModel } from '../../crew/roster/perform-agent.ts';
import { runCrew } from '../../crew/roster/run-crew.ts';
import { openStudy } from '../../crew/work/study.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConsultOutside } from '../consult.ts';
import type { CrewModel } from '../open-model.ts';
import {
  CREW_TASK_PATH,
  crewResultSchema,
  crewTaskSchema,
  MOST_CREW_TASK_BYTES,
  type CrewResult,
  type CrewTask,
} from './crew-task.ts';
import { readBounded } from './read-bounded.ts';
import { toWorkshop } from './workshop-document.ts';

export interface PlayRequest {
  /** Absolute; holds the task, and takes what the agents write. */
  readonly directory: string;
  /** Opened once it is known what the configuration says about it; null is none. */
  readonly openModel: (config: CrewTask['config']) => Promise<CrewModel | null>;
}

export async function playCrew(
  { directory, openModel }: PlayRequest,
  outside: ConsultOutside,
): Promise<CrewResult> {
  const { files, clock } = outside;
  const task = await readBounded(
    {
      folder: directory,
      path: CREW_TASK_PATH,
      schema: crewTaskSchema,
      mostBytes: MOST_CREW_TASK_BYTES,
      mend: 'Run `perfcrew crew` again.',
    },
    files,
  );
  const { given, decisions, run, workshop } = task;
  const crew = openCrewLibrary(task.shipped, task.own).read(task.crew);
  await using model = await openModel(task.config);
  const tools = workshop === null ? [] : agentTools(openStudy(toWorkshop(workshop)));
  const { documents, endings, ...more } = await runCrew(
    { crew, given, run, directory: join(directory, '.tasks', run), decisions },
    { ...outside, perform: model === null ? withoutModel : asModel({ crew, model, tools, clock }) },
  );
  const paths: string[] = [];
  for (const [name, value] of Object.entries(documents)) {
    const isText = typeof value === 'string';
    const path = `crew/${crew.name}/${name}.${isText ? 'md' : 'json'}`;
    await files.writeText(join(directory, path), isText ? value : `${JSON.stringify(value, null, 2)}\n`);
    paths.push(path);
  }
  return crewResultSchema.parse({
    document: 'crew-result',
    version: 1,
    endings: Object.fromEntries(endings),
    documents,
    ...more,
    paths,
  });
}

const withoutModel: PerformAgent = async (agent) => ({
  kind: 'failed',
  reason: `${agent.name} needs a model: set ANTHROPIC_API_KEY.`,
  usage: { inputTokens: 0, outputTokens: 0 },
});

interface Cast {
  readonly crew: Crew;
  readonly model: CrewModel;
  /** All there are; each agent gets those its file names. */
  readonly tools: ReturnType<typeof agentTools>;
  readonly clock: Clock;
}

function asModel({ crew, model, tools, clock }: Cast): PerformAgent {
  return async (agent, context, handover) => {
    // A tier without a model of its own is played by the smallest.
    const priced = model.resolve(agent.tier === 'deterministic' ? 'fast' : agent.tier);
    const booked = model.modelFor({ category: crew.name, task: agent.name });
    return await performWithModel(agent, context, {
      crew,
      handover,
      model: openPurse(booked, { limitUsd: agent.limits.usd ?? null, priced: [priced] }).model,
      modelName: priced.name,
      effort: null,
      tools,
      clock,
      // Fences around what is quoted: not to be foreseen by who wrote it.
      random: Math.random,
      redact: model.redact,
      observe: () => undefined,
    });
  };
}
