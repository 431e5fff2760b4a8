// Every gauge there is, in the order they run: what is measured comes before lint and tests, which may change the checkouts.
import { behaviourGauge } from './behaviour/behaviour-gauge.ts';
import { buildGauge } from './build/build-gauge.ts';
import { commandGauge } from './commands/command-gauge.ts';
import type { Gauge } from './gauge.ts';
import { enduranceGauge } from './endurance/endurance-gauge.ts';
import { lintGauge } from './lint/lint-gauge.ts';
import { loadGauge } from './load/load-gauge.ts';
import { migrationGauge } from './migrations/migration-gauge.ts';
import { pageGauge } from './page/page-gauge.ts';
import { profileGauge } from './profile/profile-gauge.ts';
import { queryGauge } from './query/query-gauge.ts';
import { testGauge } from './test/test-gauge.ts';

export const GAUGES = [
  buildGauge,
  queryGauge,
  migrationGauge,
  behaviourGauge,
  loadGauge,
  profileGauge,
  pageGauge,
  commandGauge,
  enduranceGauge,
  lintGauge,
  testGauge,
] satisfies readonly Gauge[];
