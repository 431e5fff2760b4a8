// Refuses what a verb does not know, because an option that is silently passed over looks as if it had worked.
import { Problem } from '../core/problem.ts';
import type { ParsedArguments } from './options.ts';
import type { Verb } from './verb.ts';

export function checkUse(name: string, verb: Verb, given: Omit<ParsedArguments, 'verb'>): void {
  const known: readonly string[] = [...verb.options, 'help', 'version'];
  const stranger = Object.keys(given.options).find((option) => !known.includes(option));
  if (stranger !== undefined) {
    throw new Problem('usage', {
      what: `perfcrew ${name} has no option --${stranger}.`,
      mend: `Leave it out; \`perfcrew help ${name}\` lists the options of ${name}.`,
    });
  }
  const [word] = given.positionals.slice(verb.argument === undefined ? 0 : 1);
  if (word !== undefined) {
    throw new Problem('usage', {
      what: `perfcrew ${name} does not know what to do with \`${word}\`.`,
      mend: known.includes('base')
        ? `Name commits by option, as in perfcrew ${name} --head ${word}.`
        : `Leave it out; \`perfcrew help ${name}\` lists the options of ${name}.`,
    });
  }
}
