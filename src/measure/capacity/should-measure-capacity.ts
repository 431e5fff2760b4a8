// Whether a route's capacity is measured at all: it costs as much time as all else the load gate does.
import type { Config } from '../../config/config.ts';
import { LEVELS, type Level } from '../../core/level.ts';

/** `load.ladder: auto` measures it from this level on. */
const FROM: Level = 'thorough';

export function shouldMeasureCapacity(config: Config, level: Level): boolean {
  switch (config.load.ladder) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'auto':
      return LEVELS.indexOf(level) >= LEVELS.indexOf(FROM);
  }
}
