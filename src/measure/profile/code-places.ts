// Where the code of one side lies, so that a function is recognised on the other side and in the diff.
import type { Side } from '../../core/side.ts';
import type { GaugeContext } from '../gauge.ts';
import { movedFiles } from './changed-lines.ts';
import type { CodePlaces } from './profiled-function.ts';

export function codePlaces({ config, diff, stage }: GaugeContext, side: Side): CodePlaces {
  return {
    checkout: stage[side].directory,
    appDirectory: (config.app?.directory ?? '.').replace(/^\.\/|\/+$/g, '') || '.',
    moved: side === 'base' ? movedFiles(diff) : new Map<string, string>(),
  };
}
