// Asks for additions until our check lets an answer through: the same model once more with the reasons, then a stronger one.
import type { ModelEffort, SystemPart } from '../../ports/model.ts';
import type { AgentLimits, AgentOutside } from '../../runtime/agent/agent-job.ts';
import type { AgentTool } from '../../runtime/agent/agent-tool.ts';
import { runAgent } from '../../runtime/agent/run-agent.ts';
import type { Transcript } from '../../runtime/agent/transcript.ts';
import { addUsage, NO_USAGE } from '../../runtime/agent/usage.ts';
import { cascade, type Attempt, type AttemptResult, type Tried } from '../../runtime/routing/cascade.ts';
import { additionsAnswer, type Additions } from './additions.ts';
import type { Rejected } from './additions-prompt.ts';
import type { AgentParts } from './agent-parts.ts';
import type { CheckedAdditions } from './check-additions.ts';
import { describeEnd } from './describe-end.ts';
import type { Purse } from './purse.ts';

const MOST_REASON_CHARACTERS = 6000;

export interface Question {
  readonly system: readonly SystemPart[];
  readonly promptFor: (rejected: Rejected | null) => Promise<string>;
  readonly parts: AgentParts;
  readonly tools: readonly AgentTool[];
  readonly limits: AgentLimits;
  readonly effort: ModelEffort | null;
  /** Names, the one to begin with first. */
  readonly models: readonly string[];
  readonly purse: Purse;
  readonly check: (additions: Additions, modelName: string) => CheckedAdditions;
  readonly keep: (transcript: Transcript) => void;
}

export interface AdditionsAnswer {
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  readonly costUsd: number;
  /** Null where no answer was accepted. */
  readonly accepted: {
    readonly modelName: string;
    readonly additions: Additions;
    readonly checked: CheckedAdditions;
  } | null;
  /** Why the last answer that counted was none; empty where one was accepted. */
  readonly reason: string;
}

export async function askForAdditions(
  question: Question,
  outside: Omit<AgentOutside, 'model'>,
): Promise<AdditionsAnswer> {
  const { models, purse, check } = question;
  let usage = NO_USAGE;
  let isHopeless = false;
  let current = models[0] ?? '';
  const judged = new Map<Additions, CheckedAdditions>();

  const ask = async (
    modelName: string,
    earlier: readonly Tried<Additions>[],
  ): Promise<AttemptResult<Additions>> => {
    current = modelName;
    const before = purse.spentUsd();
    const result = await runAgent(
      {
        model: modelName,
        effort: question.effort,
        system: question.system,
        prompt: await question.promptFor(rejectedOf(earlier)),
        tools: question.tools,
        answer: additionsAnswer(question.parts),
        limits: question.limits,
      },
      { ...outside, model: purse.model },
    );
    question.keep(result.transcript);
    usage = addUsage(usage, result.usage);
    const costUsd = purse.spentUsd() - before;
    if (result.end.kind === 'done') return { kind: 'answered', output: result.end.output, costUsd };
    // Who cannot be reached, or paid, will not be so in a moment either.
    isHopeless = result.end.kind === 'failed';
    return { kind: 'unanswered', reason: describeEnd(result.end), costUsd };
  };
  const attempts = models.flatMap((name, index): Attempt<Additions>[] => [
    { name, run: (earlier) => (isHopeless ? notAsked(earlier) : ask(name, earlier)) },
    // Only reasons give it something to mend, and only the first model is asked twice.
    ...(index > 0
      ? []
      : [
          {
            name,
            run: (earlier: readonly Tried<Additions>[]) =>
              rejectedOf(earlier) === null ? notAsked(earlier) : ask(name, earlier),
          },
        ]),
  ]);
  const { acceptedFrom, output, tried, costUsd } = await cascade(attempts, (additions) => {
    const checked = check(additions, current);
    judged.set(additions, checked);
    const reason = checked.reasons.join('\n').slice(0, MOST_REASON_CHARACTERS);
    return checked.reasons.length === 0 ? { accepted: true } : { accepted: false, reason };
  });
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
  const checked = output === null ? undefined : judged.get(output);
  return {
    usage: { inputTokens: inputTokens + cacheReadTokens + cacheWriteTokens, outputTokens },
    costUsd,
    accepted:
      output === null || acceptedFrom === null || checked === undefined
        ? null
        : { modelName: acceptedFrom, additions: output, checked },
    reason: tried.at(-1)?.rejected ?? '',
  };
}

function rejectedOf(earlier: readonly Tried<Additions>[]): Rejected | null {
  const last = earlier.at(-1);
  if (last === undefined || last.output === null) return null;
  return { answer: JSON.stringify(last.output), reasons: last.rejected ?? '' };
}

/** The reason stays the one before. */
async function notAsked(earlier: readonly Tried<Additions>[]): Promise<AttemptResult<Additions>> {
  return { kind: 'unanswered', reason: earlier.at(-1)?.rejected ?? 'not asked', costUsd: 0 };
}
