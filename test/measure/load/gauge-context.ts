// A context for a gauge under test: fakes all around, with the parts the test hands in.
import { configSchema } from '../../../src/config/config.ts';
import type { GateId } from '../../../src/core/gate-id.ts';
import type { GaugeContext } from '../../../src/measure/gauge.ts';
import type { Stage } from '../../../src/measure/stage.ts';
import type { World } from '../../../src/ports/world.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { loopbackNetwork } from '../../../src/io/network.ts';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import { openToolbox } from '../../../src/io/toolbox/open-toolbox.ts';
import { join } from 'node:path';
import type { z } from 'zod';
import { fakeLog } from '../../fakes/fake-log.ts';
import { TEST_ENVIRONMENT } from '../test-environment.ts';

const root = join(import.meta.dirname, '../../..');

export interface ContextParts {
  readonly gate: GateId;
  readonly targets: readonly string[];
  readonly config: z.input<typeof configSchema>;
  readonly stage: Stage;
  readonly runDirectory: string;
  readonly world?: Partial<World>;
  readonly budgetMs?: number;
}

/** Real files, processes and drivers from source; no git, no databases. */
export function gaugeContext(parts: ContextParts): GaugeContext {
  return {
    gate: {
      gate: parts.gate,
      subset: 'all',
      targets: parts.targets,
      required: true,
      reason: 'a test',
      estimatedMinutes: 1,
    },
    level: 'standard',
    config: configSchema.parse(parts.config),
    diff: { document: 'diff', version: 1, files: [], truncated: null },
    stage: parts.stage,
    world: { ...realWorld(), ...parts.world },
    environment: TEST_ENVIRONMENT,
    seed: 1,
    budgetMs: parts.budgetMs ?? 1,
    artifactsDirectory: join(parts.runDirectory, 'artifacts'),
    runDirectory: parts.runDirectory,
  };
}

export function realWorld(): World {
  const signal = new AbortController().signal;
  const log = fakeLog();
  const environment = process.env;
  return {
    git: {
      root: '/nowhere',
      resolve: absent,
      mergeBase: absent,
      diff: absent,
      show: absent,
      worktree: absent,
    },
    sqlCapture: { hook: () => ({}), takeHook: absent, watchWire: absent },
    databases: { start: absent, attach: absent },
    shell: openShell({ environment, signal }),
    files: openFiles(),
    clock: systemClock(),
    network: loopbackNetwork(),
    toolbox: openToolbox({
      environment,
      cacheDirectory: process.env['PERFCREW_CACHE'] ?? join(root, '.cache'),
      signal,
      log,
      version: '0.0.0',
      programsDirectory: join(root, 'src/io/drivers'),
    }),
    log,
    signal,
  };
}

async function absent(): Promise<never> {
  throw new Error('This test has neither git nor databases.');
}
