// Progress in the log of a GitHub job: one line a phase, warnings as annotations.
import * as core from '@actions/core';
import type { Log } from '../ports/log.ts';

export function actionsLog(): Log {
  return {
    phase(name) {
      const begunMs = performance.now();
      core.info(`▸ ${name}`);
      return (outcome) => {
        const seconds = ((performance.now() - begunMs) / 1000).toFixed(1);
        core.info(`  ${name}${outcome === undefined ? '' : `: ${outcome}`} (${seconds} s)`);
      };
    },
    // Words of the code under review must not become commands to the runner.
    info: (message) => core.info(`  ${message.replaceAll(/^(\s*)(::|##\[)/gm, '$1\u200B$2')}`),
    warn: (message) => core.warning(message),
    debug: (message) => core.debug(message),
  };
}
