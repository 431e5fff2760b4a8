// The configuration that governs a job: the base commit's, also where the input `config` names another file.
import { isAbsolute, posix } from 'node:path';
import { CONFIG_PATH, type Config } from '../config/config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { Problem } from '../core/problem.ts';
import type { PullRequest } from '../change/pull-request.ts';
import { readConfig } from '../run/read-config.ts';
import type { ActionInputs } from './inputs.ts';
import type { Outside } from './outside.ts';

/** Path from the top of the repository; null where the input names a file outside of it. */
export function configPath({ config }: Pick<ActionInputs, 'config'>): string | null {
  if (config === undefined) return CONFIG_PATH;
  return isAbsolute(config) ? null : posix.normalize(config);
}

/** For those who have no checkout and ask the forge. */
export function pathInRepository(inputs: Pick<ActionInputs, 'config' | 'command'>): string {
  const path = configPath(inputs);
  if (path !== null) return path;
  throw new Problem('input-invalid', {
    what: `The input \`config\` is \`${inputs.config}\`, but \`${inputs.command}\` reads the repository only.`,
    mend: 'Name a file of the repository by its path from the top.',
  });
}

export async function readBaseConfig(
  pullRequest: PullRequest,
  inputs: ActionInputs,
  outside: Outside,
): Promise<Config> {
  const path = configPath(inputs);
  const config = await read();
  return inputs.minutes === undefined
    ? config
    : { ...config, budget: { ...config.budget, minutes: inputs.minutes } };

  async function read(): Promise<Config> {
    const { files, log } = outside;
    const world = { git: await outside.git(), files, log };
    if (path === null || path === CONFIG_PATH) {
      const file = path === null ? (inputs.config ?? null) : null;
      return readConfig(pullRequest, { file, workingTree: null }, world);
    }
    const text = await world.git.show(pullRequest.base.sha, path);
    if (text === null)
      log.warn(`The base commit has no ${path}, so there is nothing to measure until it is merged.`);
    return parseConfig(text, `${path} of base`);
  }
}
