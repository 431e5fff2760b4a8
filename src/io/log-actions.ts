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
    info: (message) => core.info(`  ${message}`),
    warn: (message) => core.warning(message),
    debug: (message) => core.debug(message),
  };
}
