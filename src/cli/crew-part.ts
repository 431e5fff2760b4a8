// What `--agents`, `--from-parts` and `--to-part` say: which agents this process runs, what earlier ones left, and where its own goes.
import { basename, resolve } from 'node:path';
import type { CrewPart } from '../crew/roster/crew-request.ts';
import { Problem } from '../core/problem.ts';
import type { Files } from '../ports/files.ts';
import { partsBelow } from '../run/parts-below.ts';
import type { Options } from './options.ts';

/** Null where the whole crew runs here. */
export function crewPart(
  options: Options,
  directory: string,
): ((files: Pick<Files, 'list'>) => Promise<CrewPart>) | null {
  const { agents, 'from-parts': from, 'to-part': to } = options;
  if (agents === undefined) {
    if (from === undefined && to === undefined) return null;
    throw new Problem('usage', {
      what: '--from-parts and --to-part are for a crew that is split over several processes.',
      mend: 'Say with --agents which of them this one runs, as in --agents performance-profiler.',
    });
  }
  return async (files) => ({
    agents: agents
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    from: from === undefined ? [] : await partsBelow(resolve(directory, from), files),
    to:
      to === undefined ? null : { directory: resolve(directory, to), job: basename(resolve(directory, to)) },
  });
}
