// Takes the key of the model out of this process before it does anything else; only the thinking zone gets it back.
import { hasModelKey, readModelKey, withdrawModelKey } from '../io/anthropic/credentials.ts';
import { readSecretLine } from '../io/zones/lifeline.ts';
import { reExecute } from '../io/zones/re-execute.ts';
import type { VerbContext } from './verb.ts';

/** Null where there is none. Where it was in the environment, this process begins anew without it, and the key waits on its input. */
export function takeKey({ terminal, options }: Pick<VerbContext, 'terminal' | 'options'>): string | null {
  const { environment } = terminal;
  if (options['key-from-stdin']) {
    const ANTHROPIC_API_KEY = readSecretLine();
    withdrawModelKey(environment);
    return ANTHROPIC_API_KEY === '' ? null : readModelKey({ ANTHROPIC_API_KEY });
  }
  const taken = withdrawModelKey(environment);
  if (!hasModelKey(taken)) return null;
  const key = readModelKey(taken);
  if (environment === process.env)
    reExecute({ arguments: ['--key-from-stdin', ...terminal.arguments], environment, input: `${key}\n` });
  return key;
}
