// A check of `doctor`: adding one is its file in checks/, its test, and a line in checks.ts.
import type { Config } from '../../config/config.ts';
import type { World } from '../../ports/world.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Workflow } from './workflow.ts';

export type DoctorWorld = Pick<World, 'files' | 'git' | 'shell' | 'toolbox' | 'databases'>;

export interface CheckContext {
  /** Root of the repository, absolute. */
  readonly directory: string;
  readonly world: DoctorWorld;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Null where there is none, or it cannot be parsed: the check `configuration` tells. */
  readonly config: Config | null;
  /** Every workflow that is valid YAML. */
  readonly workflows: readonly Workflow[];
}

export interface Check {
  readonly id: string;
  /** At least one diagnosis, except where there is nothing of its kind to check. */
  run(context: CheckContext): Promise<readonly Diagnosis[]>;
}

/** What is wrong in one workflow; the place is put in front of the message. */
export interface WorkflowFault {
  readonly line: number;
  readonly status: 'warning' | 'failure';
  readonly message: string;
  readonly mend: string;
}

/** A check that looks at one workflow after the other. `healthy` is the message where none has the fault. */
export function workflowCheck(options: {
  readonly id: string;
  readonly healthy: string;
  readonly inspect: (workflow: Workflow) => readonly WorkflowFault[];
}): Check {
  const { id, healthy, inspect } = options;
  return {
    id,
    run({ workflows }) {
      const found = workflows.flatMap((workflow) =>
        inspect(workflow).map(({ line, status, message, mend }) => ({
          check: id,
          status,
          message: `${workflow.path}:${line} ${message}`,
          mend,
        })),
      );
      const well = { check: id, status: 'ok', message: healthy, mend: null } as const;
      return Promise.resolve(found.length > 0 || workflows.length === 0 ? found : [well]);
    },
  };
}
