// Runs the checks that need nothing but the text of workflows.
import { WORKFLOW_CHECKS } from '../../../src/setup/doctor/checks.ts';
import type { Diagnosis } from '../../../src/setup/doctor/diagnosis.ts';
import { parseWorkflow } from '../../../src/setup/doctor/workflow.ts';
import { idleWorld } from '../idle-world.ts';

export async function diagnoseWorkflows(
  texts: Readonly<Record<string, string>>,
): Promise<readonly Diagnosis[]> {
  const workflows = Object.entries(texts).map(([path, text]) => {
    const workflow = parseWorkflow(path, text);
    if (workflow === null) throw new Error(`${path} is not a workflow`);
    return workflow;
  });
  const context = {
    directory: '/repository',
    world: idleWorld({}),
    environment: {},
    config: null,
    workflows,
  };
  const found = await Promise.all(WORKFLOW_CHECKS.map((check) => check.run(context)));
  return found.flat();
}
