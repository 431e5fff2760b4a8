// Reads the command line, runs its verb, and maps whatever happened to an exit code and a message that helps.
import packageJson from '../../package.json' with { type: 'json' };
import { isProblem, Problem } from '../core/problem.ts';
import { renderHelp } from './help.ts';
import { parseArguments } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { isVerbName, VERBS } from './verbs.ts';

export async function runCli(terminal: Terminal): Promise<ExitCode> {
  try {
    const { verb, positionals, options } = parseArguments(terminal.arguments);
    if (options.version) {
      terminal.stdout.write(`${packageJson.version}\n`);
      return 0;
    }
    if (verb === null || verb === 'help' || options.help) {
      terminal.stdout.write(renderHelp(verb === 'help' ? (positionals[0] ?? null) : verb));
      return verb === null && !options.help ? 2 : 0;
    }
    if (!isVerbName(verb)) {
      throw new Problem('usage', {
        what: `perfcrew has no verb \`${verb}\`.`,
        mend: `Use one of ${Object.keys(VERBS).join(', ')}.`,
      });
    }
    return await VERBS[verb].run({ terminal, options, positionals, version: packageJson.version });
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, terminal: Terminal): ExitCode {
  if (terminal.signal.aborted) {
    terminal.stderr.write('perfcrew: interrupted; worktrees, servers and databases are gone.\n');
    return 2;
  }
  if (isProblem(error)) {
    terminal.stderr.write(`perfcrew: ${error.message}\n→ ${error.mend}\n`);
    return 2;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.stderr.write(
    `perfcrew: this is a bug in perfcrew ${packageJson.version}. Please report it with the lines below.\n${stack}\n`,
  );
  return 3;
}
