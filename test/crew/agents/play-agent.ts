// One agent of the performance crew at work on the shop, with a model that a test plays.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGitDiff } from '../../../src/change/parse-git-diff.ts';
import type { AgentModels } from '../../../src/crew/agents/agent-models.ts';
import { performCrewAgent, type CrewAgentMeans } from '../../../src/crew/agents/perform-crew-agent.ts';
import type { AgentAnswer } from '../../../src/crew/roster/agent-answer.ts';
import type { Crew } from '../../../src/crew/roster/crew.ts';
import { readCrew } from '../../../src/crew/roster/read-crew.ts';
import { findTampering } from '../../../src/prove/tampering/find-tampering.ts';
import { MODEL_CATALOGUE } from '../../../src/runtime/model-catalogue.ts';
import type { Transcript } from '../../../src/runtime/agent/transcript.ts';
import type { Model } from '../../../src/ports/model.ts';
import { agentTask } from '../../runtime/graph/scenario.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Study } from '../../../src/crew/work/study.ts';
import { SECRET } from '../../runtime/agent/agent-contract.ts';

const ROOT = join(import.meta.dirname, '../../..');

export function performanceCrew(changed: Readonly<Record<string, (text: string) => string>> = {}): Crew {
  const files = globSync('crews/performance/*.md', { cwd: ROOT }).map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const name = path.slice(path.lastIndexOf('/') + 1, -3);
    return { path, text: changed[name]?.(text) ?? text };
  });
  return readCrew(files);
}

/** Time stands still: nobody's patience ends in a test. */
const STILL: Clock = { ...fakeClock(), sleep: () => new Promise(() => {}) };

function modelsOf(model: Model): AgentModels {
  return {
    modelFor: () => model,
    resolve(tier) {
      const name = MODEL_CATALOGUE.tiers[tier];
      const found = MODEL_CATALOGUE.models[name];
      if (found === undefined) throw new Error(`There is no ${name}.`);
      return { name, ...found };
    },
    redact: (text) => text.replaceAll(SECRET, '[key]'),
  };
}

export function meansOf(study: Study, model: Model | null, crew = performanceCrew()): CrewAgentMeans {
  let dice = 0;
  return {
    study,
    crew,
    model: model === null ? null : modelsOf(model),
    clock: STILL,
    random: () => (dice = (dice + 0.618) % 1),
    refusePatch: (patch) => findTampering(parseGitDiff(patch)),
  };
}

export interface PlayedAgent {
  readonly answer: AgentAnswer;
  readonly documents: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
  readonly transcripts: readonly Transcript[];
}

export async function playAgent(
  name: string,
  model: Model | null,
  { study, inputs, ...more }: Partial<CrewAgentMeans> & { readonly study: Study; readonly inputs?: object },
): Promise<PlayedAgent> {
  const notes: string[] = [];
  const transcripts: Transcript[] = [];
  const { crew = performanceCrew() } = more;
  const agent = crew.agents.find((one) => one.name === name);
  if (agent === undefined) throw new Error(`There is no ${name}.`);
  const { reads, writes } = agent;
  const perform = performCrewAgent({
    ...meansOf(study, model, crew),
    note: (text) => notes.push(text),
    keep: (_, transcript) => transcripts.push(transcript),
    ...more,
  });
  const answer = await perform(
    agent,
    {
      task: agentTask(name, { agent: name, reads: [...reads], writes: [...writes] }),
      signal: new AbortController().signal,
      inputs: { review: {}, source: {}, bottlenecks: study.bottlenecks(), ...inputs },
      async *stream() {},
      write: async () => {},
      delegate: async () => new Map(),
      prepared: Promise.resolve(true),
    },
    null,
  );
  return { answer, documents: answer.kind === 'done' ? answer.output.documents : {}, notes, transcripts };
}
