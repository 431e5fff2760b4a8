// The machine that measurements of tests say they come from.
import type { Environment } from '../../src/measure/environment.ts';

export const TEST_ENVIRONMENT: Environment = {
  cpuModel: 'test',
  cpuCount: 2,
  memoryBytes: 1,
  kernel: 'test',
  image: 'test',
  node: process.version,
  chrome: null,
  postgres: null,
  perfcrew: '0.0.0',
};
