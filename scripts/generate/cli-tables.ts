// The tables of docs/cli.md, from the verbs and options the command line itself goes by.
import { OPTIONS, type OptionName } from '../../src/cli/options.ts';
import { VERBS } from '../../src/cli/verbs.ts';
import { markdownTable } from './markers.ts';

/** Every verb with the options it takes. */
export function verbsTable(): string {
  return markdownTable(
    ['verb', 'what', 'options'],
    Object.entries(VERBS).map(([name, { summary, options, ...verb }]) => [
      `\`${name}${'argument' in verb ? ` [${verb.argument}]` : ''}\``,
      summary,
      options.map((option) => `\`--${option}\``).join(' '),
    ]),
  );
}

export function optionsTable(): string {
  const names = Object.keys(OPTIONS) as OptionName[];
  return markdownTable(
    ['option', 'what'],
    names.map((name) => {
      const option = OPTIONS[name];
      return [`\`--${name}${'value' in option ? ` ${option.value}` : ''}\``, option.help];
    }),
  );
}
