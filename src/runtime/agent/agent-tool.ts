// A tool that an agent may use: it reads and tells, and changes nothing, so that text under review can never act through it.
import { z } from 'zod';
import type { ModelTool } from '../../ports/model.ts';

export interface AgentTool<Input = unknown> {
  readonly name: string;
  readonly description: string;
  /** An object's schema; what it describes, the model reads. */
  readonly inputSchema: z.ZodType<Input>;
  readonly readOnly: true;
  /** Answers in words or JSON; a thrown error's message is handed to the model. */
  run(input: Input, signal: AbortSignal): Promise<string>;
}

export function describeTools(tools: readonly AgentTool[]): readonly ModelTool[] {
  return tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema: z.toJSONSchema(inputSchema, { io: 'input' }),
  }));
}
