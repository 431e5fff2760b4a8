// Which machine and tools the numbers of this run come from.
import type { Environment } from '../measure/environment.ts';
import type { GateId } from '../core/gate-id.ts';
import type { Toolbox } from '../ports/toolbox.ts';
import { isProblem } from '../core/problem.ts';

interface PlannedGates {
  readonly gates: readonly { readonly gate: GateId }[];
}

/** A missing browser is not told here: the page gauge says so, with the mend, when it needs one. */
export async function fingerprint(plan: PlannedGates, toolbox: Toolbox): Promise<Environment> {
  const needsBrowser = plan.gates.some((gate) => gate.gate === 'page');
  return {
    ...(await toolbox.machine()),
    chrome: needsBrowser ? await chromeVersion(toolbox) : null,
    postgres: null,
  };
}

async function chromeVersion(toolbox: Toolbox): Promise<string | null> {
  try {
    return (await toolbox.chrome()).version;
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}
