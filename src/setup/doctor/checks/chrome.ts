// Is there a browser for the pages?
import { isProblem } from '../../../core/problem.ts';
import type { Check } from '../check.ts';

const id = 'chrome';

export const chromeCheck: Check = {
  id,
  async run({ config, world }) {
    const needed = (config?.targets.pages.length ?? 0) > 0;
    try {
      const { path, version } = await world.toolbox.chrome();
      return [
        { check: id, status: 'ok', message: `Chrome ${version.replace(/^\D+/, '')} (${path})`, mend: null },
      ];
    } catch (error) {
      if (!isProblem(error)) throw error;
      const message = needed
        ? error.message
        : `${error.message} No page is configured, so none is needed yet.`;
      return [{ check: id, status: needed ? 'failure' : 'warning', message, mend: error.mend }];
    }
  },
};
