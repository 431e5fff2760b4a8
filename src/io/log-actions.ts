// Progress in the log of a GitHub job: one line a phase, warnings as annotations.
import type { Log } from '../ports/log.ts';
import { workflowCommand } from './workflow-command.ts';

export function actionsLog(write: (line: string) => void): Log {
  return {
    phase(name) {
      const begunMs = performance.now();
      write(`▸ ${name}`);
      return (outcome) => {
        const seconds = ((performance.now() - begunMs) / 1000).toFixed(1);
        write(`  ${name}${outcome === undefined ? '' : `: ${outcome}`} (${seconds} s)`);
      };
    },
    // Words of the code under review must not become commands to the runner.
    info: (message) => write(`  ${message.replaceAll(/^(\s*)(::|##\[)/gm, '$1\u200B$2')}`),
    warn: (message) => write(workflowCommand('warning', message)),
    debug: (message) => write(workflowCommand('debug', message)),
  };
}
