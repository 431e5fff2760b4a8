// The README's tables of inputs and outputs, read from action.yml, which is the only place they are written by hand.
import { parse } from 'yaml';
import { z } from 'zod';
import { markdownTable } from './markers.ts';

const actionSchema = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

export function inputsTable(actionYml: string): string {
  const { inputs } = actionSchema.parse(parse(actionYml));
  return markdownTable(
    ['input', 'default', 'what'],
    Object.entries(inputs).map(([name, input]) => [
      `\`${name}\``,
      input.default === undefined ? '' : `\`${input.default}\``,
      input.description,
    ]),
  );
}

export function outputsTable(actionYml: string): string {
  const { outputs } = actionSchema.parse(parse(actionYml));
  return markdownTable(
    ['output', 'what'],
    Object.entries(outputs).map(([name, output]) => [`\`${name}\``, output.description]),
  );
}
