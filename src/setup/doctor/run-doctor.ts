// `perfcrew doctor`: runs every check over a repository and this machine, and tells each mend.
import { CONFIG_PATH, type Config } from '../../config/config.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { isProblem } from '../../core/problem.ts';
import type { Files } from '../../ports/files.ts';
import type { CheckContext, DoctorWorld } from './check.ts';
import { CHECKS } from './checks.ts';
import type { Diagnosis } from './diagnosis.ts';
import { listWorkflows } from './list-workflows.ts';
import { parseWorkflow, type Workflow } from './workflow.ts';

export interface DoctorRequest {
  /** Root of the repository, absolute. */
  readonly directory: string;
  readonly world: DoctorWorld;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export async function runDoctor({
  directory,
  world,
  environment,
}: DoctorRequest): Promise<readonly Diagnosis[]> {
  const context: CheckContext = {
    directory,
    world,
    environment,
    config: await readableConfig(world.files, directory),
    workflows: await readWorkflows(world.files, directory),
  };
  const found: Diagnosis[] = [];
  // One after the other: a browser and a Postgres starting at once would only slow each other down.
  for (const check of CHECKS) found.push(...(await check.run(context)));
  return found;
}

async function readableConfig(files: Files, directory: string): Promise<Config | null> {
  const text = await files.readText(`${directory}/${CONFIG_PATH}`);
  if (text === null) return null;
  try {
    return parseConfig(text);
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}

async function readWorkflows(files: Files, directory: string): Promise<readonly Workflow[]> {
  const paths = await listWorkflows(files, directory);
  const parsed = await Promise.all(
    paths.map(async (path) => parseWorkflow(path, (await files.readText(`${directory}/${path}`)) ?? '')),
  );
  return parsed.filter((workflow) => workflow !== null);
}
