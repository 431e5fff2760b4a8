// Reads the command line, runs its verb, and maps whatever happened to an exit code and a message that helps.
import packageJson from '../../package.json' with { type: 'json' };
import { nearest } from '../config/nearest.ts';
import { Problem } from '../core/problem.ts';
import { checkUse } from './check-use.ts';
import { explainError } from './explain-error.ts';
import { renderHelp } from './help.ts';
import { parseArguments } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { isVerbName, VERBS } from './verbs.ts';

export async function runCli(terminal: Terminal): Promise<ExitCode> {
  const { version } = packageJson;
  try {
    const { verb, positionals, options } = parseArguments(terminal.arguments);
    if (options.version) {
      terminal.stdout.write(`${version}\n`);
      return 0;
    }
    if (verb === null && !options.help) {
      terminal.stderr.write(renderHelp(null));
      return 2;
    }
    if (verb === null || verb === 'help' || options.help) {
      const topic = verb === 'help' ? (positionals[0] ?? null) : verb;
      terminal.stdout.write(renderHelp(topic === null ? null : verbNamed(topic)));
      return 0;
    }
    const name = verbNamed(verb);
    checkUse(name, VERBS[name], { positionals, options });
    return await VERBS[name].run({ terminal, options, version, argument: positionals[0] ?? null });
  } catch (error) {
    const { exitCode, text } = explainError(error, { version, interrupted: terminal.signal.aborted });
    terminal.stderr.write(text);
    return exitCode;
  }
}

function verbNamed(name: string): keyof typeof VERBS {
  if (isVerbName(name)) return name;
  const names = Object.keys(VERBS);
  const meant = nearest(name, names);
  throw new Problem('usage', {
    what: `There is no verb \`${name}\`.`,
    mend: meant === null ? `Use one of ${names.join(', ')}.` : `Did you mean \`perfcrew ${meant}\`?`,
  });
}
