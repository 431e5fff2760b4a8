// Artifacts of a run as every job of it may treat them: a name is taken once, anybody may delete it, and then it is free again.
import { createHash } from 'node:crypto';
import type { Hub } from '../hub.ts';
import type { Artifact, WorkflowRun } from '../model/workflow-run.ts';

export interface NewArtifact {
  readonly run: WorkflowRun;
  readonly jobId: number;
  readonly name: string;
  readonly zip: Buffer;
  readonly lifetimeMs: number;
}

export function artifactsOfRun(hub: Hub, run: WorkflowRun): readonly Artifact[] {
  return [...hub.artifacts.values()].filter((one) => one.run === run);
}

export function artifactNamed(hub: Hub, run: WorkflowRun, name: string): Artifact | undefined {
  return artifactsOfRun(hub, run).find((one) => one.name === name);
}

/** Ids are never given twice, so an id names these bytes or nothing. Null where the name is taken. */
export function keepArtifact(hub: Hub, { lifetimeMs, ...kept }: NewArtifact): Artifact | null {
  if (artifactNamed(hub, kept.run, kept.name) !== undefined) return null;
  const createdAt = hub.clock.now();
  const expiresAt = new Date(createdAt.getTime() + lifetimeMs);
  const artifact: Artifact = { id: hub.nextId(), ...kept, createdAt, expiresAt };
  hub.artifacts.set(artifact.id, artifact);
  hub.changed();
  return artifact;
}

export function digestOf({ zip }: Pick<Artifact, 'zip'>): string {
  return createHash('sha256').update(zip).digest('hex');
}
