// Runs the tools that a model asked for, all of a turn at once, and turns everything that goes wrong into words for the model.
import { isProblem } from '../../core/problem.ts';
import type { ToolCallPart, ToolResultPart } from '../../ports/model.ts';
import type { AgentTool } from './agent-tool.ts';
import { describeIssues } from './answer.ts';
import { boundText } from './bound-text.ts';
import { quoteAsData } from './quote-data.ts';

export interface ToolCalling {
  readonly tools: readonly AgentTool[];
  readonly resultCharacters: number;
  readonly callsPerTurn: number;
  readonly redact: (text: string) => string;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** In the order of the calls. Throws only the reason of the signal. */
export async function callTools(
  calls: readonly ToolCallPart[],
  calling: ToolCalling,
): Promise<readonly ToolResultPart[]> {
  return await Promise.all(
    calls.map(async (call, index): Promise<ToolResultPart> => {
      const { isError, label, text } =
        index < calling.callsPerTurn ? await answer(call, calling) : tooMany(calling.callsPerTurn);
      const bounded = boundText(calling.redact(text), calling.resultCharacters);
      return {
        kind: 'tool-result',
        callId: call.callId,
        isError,
        text: label === null ? bounded : quoteAsData(label, bounded, calling.random),
      };
    }),
  );
}

interface ToolAnswer {
  readonly isError: boolean;
  /** Null where the words are ours and nobody else's. */
  readonly label: string | null;
  readonly text: string;
}

async function answer(call: ToolCallPart, { tools, signal }: ToolCalling): Promise<ToolAnswer> {
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) {
    const names = tools.map(({ name }) => name).join(', ');
    return refusal(`There is no such tool. The tools are: ${names === '' ? 'none' : names}.`);
  }
  const input = tool.inputSchema.safeParse(call.input);
  if (!input.success) {
    return refusal(
      `The input does not fit the schema of ${tool.name}:\n${describeIssues(input.error).join('\n')}\nCall it again with a corrected input.`,
    );
  }
  try {
    const text = await unlessAborted(tool.run(input.data, signal), signal);
    return { isError: false, label: `result of ${tool.name}`, text };
  } catch (error) {
    signal.throwIfAborted();
    return { isError: true, label: `error of ${tool.name}`, text: inWords(error) };
  }
}

function tooMany(callsPerTurn: number): ToolAnswer {
  return refusal(`Not run: only ${callsPerTurn} calls are run in one turn. Ask for it in the next turn.`);
}

function refusal(text: string): ToolAnswer {
  return { isError: true, label: null, text };
}

function inWords(error: unknown): string {
  if (isProblem(error)) return `${error.message} ${error.mend}`;
  return error instanceof Error ? error.message : 'The tool failed.';
}

/** A tool that does not listen is left behind. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
