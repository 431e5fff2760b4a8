// A crew: agents that work on the same documents, as its folder of Markdown files describes them.
import { z } from 'zod';
import type { DeepReadonly } from '../../core/document.ts';
import { nameSchema, type AgentDefinition } from './agent-definition.ts';

/** The front matter of `crew.md`. */
export const crewFrontSchema = z.strictObject({
  name: nameSchema,
  purpose: z.string().min(1).max(400),
  /** Documents that are there before anybody starts. */
  given: z.array(nameSchema).max(100).default([]),
  /** How a run is told, part by part; agents start when their inputs are there all the same, and nothing is committed by them. */
  phases: z
    .array(z.strictObject({ name: nameSchema, agents: z.array(nameSchema).min(1).max(100) }))
    .max(50)
    .default([]),
});

export type CrewFront = DeepReadonly<z.infer<typeof crewFrontSchema>>;

export interface Crew extends CrewFront {
  /** The body of `crew.md`: what every agent of it is told. */
  readonly instructions: string;
  /** In the order of their names. */
  readonly agents: readonly AgentDefinition[];
}
