// Command lines put together from values and read by a shell.
import { type CodeRule, hit, originWords, sureness } from './code-rule.ts';
import { moduleOf } from './modules.ts';
import { isTrue, optionOf } from './objects.ts';
import { suspectText } from './texts.ts';

export const commandInjection: CodeRule = {
  id: 'command-injection',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-78',
  why: 'The shell reads `;`, `$(…)` and spaces in the value as commands of their own.',
  mend: 'Call execFile or spawn with the words as a list and without a shell.',
  bad: "import { exec } from 'node:child_process';\nexport const convert = (name: string) => exec(`convert ${name} out.png`);",
  good: "import { execFile } from 'node:child_process';\nexport const convert = (name: string) => execFile('convert', [name, 'out.png']);\nexport const first = (text: string) => /a(b)/.exec(`${text}!`);",
  check: (source) =>
    source.calls.flatMap(({ node, name, callee, args }) => {
      const [command] = args;
      const isShell = args.slice(1).some((options) => isTrue(optionOf(options, 'shell')));
      const module = moduleOf(callee, source);
      const isOpen =
        (module === 'child_process' && (!/^(execFile|spawn|fork)(Sync)?$/.test(name) || isShell)) ||
        (module === 'execa' && name.startsWith('execaCommand')) ||
        (module === 'shelljs' && name === 'exec');
      const origin = isOpen ? suspectText(command, source) : null;
      if (origin === null) return [];
      const sure = origin === 'request' ? sureness(origin, node, source) : 'medium';
      return [hit(node, `A shell reads a command line that ${originWords(origin)} is written into.`, sure)];
    }),
};
