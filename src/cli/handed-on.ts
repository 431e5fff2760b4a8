// Options that a verb hands on to the process of a zone, as words of its command line.
import type { OptionName, Options } from './options.ts';

export function handedOn(options: Options, names: readonly OptionName[]): readonly string[] {
  return names.flatMap((name) => {
    const value = options[name];
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, value];
  });
}
