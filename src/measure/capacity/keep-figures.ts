// Every rung and every round as one JSON file, for capacity planning and for whoever doubts the summary.
import { relative } from 'node:path';
import { routeName } from '../../config/target-name.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Artifact } from '../measurement.ts';
import type { ConstantRate } from './constant-rate.ts';
import type { LadderResult } from './observe-ladder.ts';

export interface Figures extends LadderResult {
  readonly rate: ConstantRate;
}

export async function keepFigures(
  { world, config, artifactsDirectory, runDirectory }: GaugeContext,
  { target, ladders, repeats, rate }: Figures,
): Promise<readonly Artifact[]> {
  const number = config.targets.routes.findIndex((route) => routeName(route) === target) + 1;
  const path = `${artifactsDirectory}/capacity-${number}-${slug(target)}.json`;
  await world.files.writeText(
    path,
    `${JSON.stringify({ target, ladders, repeats, constantRate: rate }, null, 2)}\n`,
  );
  return [{ name: `Capacity of ${target} (json)`, path: relative(runDirectory, path) }];
}

function slug(target: string): string {
  return target
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
}
