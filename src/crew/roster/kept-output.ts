// A finished task of a crew as the store and the cache keep it.
import { z } from 'zod';
import { canonicalJson, contentHash } from '../../runtime/context/content-hash.ts';
import { cacheKey } from '../../runtime/cache/cache-key.ts';
import type { TaskContext, TaskOutput } from '../../runtime/graph/task-context.ts';
import type { AgentDefinition } from './agent-definition.ts';

const keptOutputSchema = z.strictObject({
  /** Hash of the agent's definition and of what it was given. */
  from: z.string(),
  documents: z.record(z.string(), z.json()),
  inputTokens: z.number(),
  outputTokens: z.number(),
  escalations: z.array(
    z.strictObject({ task: z.string(), from: z.string(), to: z.string(), reason: z.string() }),
  ),
});

export type KeptOutput = z.infer<typeof keptOutputSchema>;

/** Throws a ZodError for a document that is no JSON. */
export function keptOutput(output: TaskOutput, more: Pick<KeptOutput, 'from' | 'escalations'>): KeptOutput {
  const { documents, inputTokens, outputTokens } = output;
  return keptOutputSchema.parse({ documents, inputTokens, outputTokens, ...more });
}

export function readKept(value: unknown): KeptOutput | null {
  return keptOutputSchema.safeParse(value).data ?? null;
}

export function outputOf({ documents, inputTokens, outputTokens }: KeptOutput): TaskOutput {
  return { documents, inputTokens, outputTokens };
}

export interface Means {
  readonly model: string | null;
  readonly tools: Readonly<Record<string, string>>;
}

export async function keyOf(
  definition: { readonly agent: AgentDefinition; readonly shared: string },
  inputs: TaskContext['inputs'],
  { model, tools }: Means,
): Promise<string> {
  const hashes = await Promise.all(
    Object.entries(inputs).map(async ([name, value]) => [name, await inputHash(value)] as const),
  );
  const agentDefinition = canonicalJson(definition);
  return await cacheKey({ agentDefinition, inputs: Object.fromEntries(hashes), model, tools });
}

export async function inputHash(value: unknown): Promise<string> {
  return await contentHash(canonicalJson(value ?? null));
}
