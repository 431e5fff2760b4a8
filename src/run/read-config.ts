// Which configuration governs a review: the base commit's, so that a change cannot loosen the rules it is judged by.
import type { PullRequest } from '../change/pull-request.ts';
import { CONFIG_PATH, type Config } from '../config/config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { Problem } from '../core/problem.ts';
import type { World } from '../ports/world.ts';

export interface ConfigSource {
  /** A file the user named; overrides everything. Absolute. */
  readonly file: string | null;
  /** Where the base commit has none: the working tree of a local clone (null in CI, where that tree is head's). */
  readonly workingTree: string | null;
}

export async function readConfig(
  pullRequest: PullRequest,
  source: ConfigSource,
  world: Pick<World, 'git' | 'files' | 'log'>,
): Promise<Config> {
  if (source.file !== null) return readConfigFile(source.file, world.files);

  const fromBase = await world.git.show(pullRequest.base.sha, CONFIG_PATH);
  const { workingTree } = source;
  const fromTree = workingTree && (await world.files.readText(`${workingTree}/${CONFIG_PATH}`));
  if (fromBase !== null) {
    if (fromTree !== null && fromTree !== fromBase) {
      world.log.info(
        `Using ${CONFIG_PATH} of the base commit; the one in the working tree differs. To try that: \`--config ${CONFIG_PATH}\`.`,
      );
    }
    return parseConfig(fromBase, `${CONFIG_PATH} of base`);
  }
  if (fromTree !== null) {
    world.log.info(`${CONFIG_PATH} is not in the base commit yet: using the one in the working tree.`);
    return parseConfig(fromTree, CONFIG_PATH);
  }
  world.log.warn(
    `The base commit has no ${CONFIG_PATH}, so there is nothing to measure. Run \`perfcrew init\` and merge what it writes.`,
  );
  return parseConfig(null);
}

/** Of a working tree, where nothing is reviewed: the file the user named, else the tree's own, else the defaults. */
export async function readTreeConfig(
  directory: string,
  file: string | null,
  { files }: Pick<World, 'files'>,
): Promise<Config> {
  if (file !== null) return readConfigFile(file, files);
  return parseConfig(await files.readText(`${directory}/${CONFIG_PATH}`), CONFIG_PATH);
}

async function readConfigFile(path: string, files: World['files']): Promise<Config> {
  const text = await files.readText(path);
  if (text !== null) return parseConfig(text, path);
  throw new Problem('config-unreadable', {
    what: `There is no configuration file at ${path}.`,
    mend: 'Name an existing file with --config, or leave --config out to use the one of the base commit.',
  });
}
