// What `perfcrew help` prints: made from the verbs and options themselves, so it cannot lag behind them.
import { OPTIONS, type OptionName } from './options.ts';
import { isVerbName, VERBS } from './verbs.ts';

export function renderHelp(verb: string | null): string {
  return verb !== null && isVerbName(verb) ? helpOfVerb(verb) : overview();
}

function overview(): string {
  const verbs = Object.entries(VERBS)
    .filter(([, verb]) => verb.isInner !== true)
    .map(([name, verb]) => `  ${name.padEnd(11)} ${verb.summary}`);
  return [
    'perfcrew keeps a repository fast: it judges a change, measures base against head, and says how sure it is.',
    '',
    'Usage: perfcrew <verb> [options]',
    '',
    ...verbs,
    '',
    'Run `perfcrew help <verb>` for its options.',
    'Exit codes: 0 pass, 1 slower than allowed, 2 something for you to mend, 3 a bug in perfcrew.',
    '',
  ].join('\n');
}

function helpOfVerb(name: keyof typeof VERBS): string {
  const verb = VERBS[name];
  const options = [...verb.options, 'help' as const].map(
    (option) => `  ${signature(option).padEnd(22)} ${OPTIONS[option].help}`,
  );
  const argument = 'argument' in verb ? ` [${verb.argument}]` : '';
  return [`Usage: perfcrew ${name}${argument} [options]`, '', verb.summary, '', ...options, ''].join('\n');
}

function signature(option: OptionName): string {
  const definition = OPTIONS[option];
  return 'value' in definition ? `--${option} ${definition.value}` : `--${option}`;
}
