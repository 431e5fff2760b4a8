// What an answer depends on, as one name: whoever asks the same of the same gets the same file.
import { canonicalJson, contentHash } from '../context/content-hash.ts';

export interface CacheKeyParts {
  /** The whole definition of the agent: role, goal, prompt, schema. */
  readonly agentDefinition: string;
  /** Hashes of its inputs by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Null for an agent without one. */
  readonly model: string | null;
  /** Versions of the tools it may use, by name. */
  readonly tools: Readonly<Record<string, string>>;
}

export async function cacheKey({ agentDefinition, inputs, model, tools }: CacheKeyParts): Promise<string> {
  return await contentHash(canonicalJson({ agentDefinition, inputs, model, tools }));
}
