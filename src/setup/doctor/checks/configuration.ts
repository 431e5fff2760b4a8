// Does the configuration parse, and is it where reviews read it: in a commit?
import { CONFIG_PATH } from '../../../config/config.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import { isProblem } from '../../../core/problem.ts';
import type { Check, CheckContext } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const id = 'configuration';

export const configurationCheck: Check = {
  id,
  async run(context) {
    const text = await context.world.files.readText(`${context.directory}/${CONFIG_PATH}`);
    if (text === null) {
      return [
        {
          check: id,
          status: 'failure',
          message: `There is no ${CONFIG_PATH}: nothing is measured`,
          mend: 'Run `perfcrew init`',
        },
      ];
    }
    const fault = faultIn(text);
    if (fault !== null) return [fault];
    const committed = await committedText(context);
    if (committed === null) {
      return [
        {
          check: id,
          status: 'warning',
          message: `${CONFIG_PATH} is in no commit yet; reviews read it from the base commit`,
          mend: 'Commit it and merge it into the default branch',
        },
      ];
    }
    if (committed !== text) {
      return [
        {
          check: id,
          status: 'warning',
          message: `${CONFIG_PATH} differs from the committed one; reviews read it from the base commit`,
          mend: 'Commit your changes to it',
        },
      ];
    }
    const { targets, checks } = parseConfig(text);
    const count =
      targets.pages.length + targets.routes.length + targets.queries.length + targets.commands.length;
    if (count === 0 && checks.test === null && checks.lint === null) {
      return [
        {
          check: id,
          status: 'warning',
          message: `${CONFIG_PATH} names no targets, so nothing is measured`,
          mend: 'Add pages, routes, queries or commands to `targets`',
        },
      ];
    }
    return [
      {
        check: id,
        status: 'ok',
        message: `${CONFIG_PATH} is right (${count} ${count === 1 ? 'target' : 'targets'})`,
        mend: null,
      },
    ];
  },
};

function faultIn(text: string): Diagnosis | null {
  try {
    parseConfig(text);
    return null;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { check: id, status: 'failure', message: error.message, mend: error.mend };
  }
}

async function committedText({ world }: CheckContext): Promise<string | null> {
  try {
    return await world.git.show(await world.git.resolve('HEAD'), CONFIG_PATH);
  } catch (error) {
    // No commit, no repository: the check `repository` tells.
    if (isProblem(error)) return null;
    throw error;
  }
}
