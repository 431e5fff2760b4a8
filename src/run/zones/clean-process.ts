// Makes this process the run zone's: nothing in its environment that could be stolen and, where the system has it, nobody else's
// processes in sight.
import { processNamespace } from '../../io/zones/isolation.ts';
import { reExecute } from '../../io/zones/re-execute.ts';
import { runEnvironment } from './zone-environment.ts';

/** Set where it is done; code under review does not see it. */
const MARK = 'PERFCREW_CLEAN';
/** Kept beside the allow-list: the mark of a zone, whose input ends with who started it. */
const OWN = ['PERFCREW_ZONE', MARK];

/** Comes back where it is done, or cannot be; then at least what it starts is scrubbed. */
export function becomeRunZone(words: readonly string[]): { readonly isIsolated: boolean } {
  const { env } = process;
  if (env[MARK] !== undefined) return { isIsolated: env[MARK] === 'isolated' };
  const within = processNamespace(env);
  const own = Object.fromEntries(OWN.map((name) => [name, env[name]]));
  const mark = within === null ? 'scrubbed' : 'isolated';
  return {
    isIsolated: reExecute({
      arguments: words,
      environment: { ...runEnvironment(env), ...own, [MARK]: mark },
      input: null,
      ...(within !== null && { within }),
    }),
  };
}
