// Bytes that need not be sent: images heavier than they must be, code that is never run. Told where head has more of them.
import type { LighthouseFacts } from '../../ports/page-driver.ts';
import type { Observation } from '../measurement.ts';
import { fileName, kilobytes, stablePath } from './resource-path.ts';

type Wasted = LighthouseFacts['images'];

const WORSE_BYTES = 10_000;

export function observeWaste(
  base: readonly LighthouseFacts[],
  head: readonly LighthouseFacts[],
): Observation[] {
  const [before] = base;
  const [after] = head;
  if (before === undefined || after === undefined) return [];
  return [
    ...worse(before.images, after.images).map(({ path, baseBytes, headBytes }) =>
      observation(
        'heavy-image',
        { path, baseBytes, headBytes },
        {
          title: `${path} could be ${kilobytes(headBytes)} smaller${baseBytes === 0 ? '' : ` (${kilobytes(baseBytes)} on base)`}`,
          detail: 'Serve the image in the size it is shown in, in a modern format, and compressed.',
        },
      ),
    ),
    ...worse(before.unused, after.unused).map(({ path, baseBytes, headBytes }) =>
      observation(
        'unused-code',
        { path, baseBytes, headBytes },
        {
          title: `${kilobytes(headBytes)} of ${path} are not used by the page${baseBytes === 0 ? '' : ` (${kilobytes(baseBytes)} on base)`}`,
          detail: 'Leave out what the page does not need, or load it when it is needed.',
        },
      ),
    ),
  ];
}

interface Growth {
  readonly path: string;
  readonly baseBytes: number;
  readonly headBytes: number;
}

function worse(base: Wasted, head: Wasted): Growth[] {
  const before = sums(base);
  return [...sums(head)]
    .map(([path, headBytes]) => ({ path, headBytes, baseBytes: before.get(path) ?? 0 }))
    .filter(({ headBytes, baseBytes }) => headBytes - baseBytes >= WORSE_BYTES)
    .toSorted((one, other) => other.headBytes - other.baseBytes - (one.headBytes - one.baseBytes));
}

function sums(wasted: Wasted): Map<string, number> {
  const found = new Map<string, number>();
  for (const { path, wastedBytes } of wasted) {
    const stable = stablePath(path);
    found.set(stable, (found.get(stable) ?? 0) + wastedBytes);
  }
  return found;
}

function observation(
  kind: string,
  { path, baseBytes, headBytes }: Growth,
  words: Pick<Observation, 'title' | 'detail'>,
): Observation {
  return {
    kind,
    side: 'head',
    severity: 'warning',
    ...words,
    evidence: { base: `${Math.round(baseBytes)} B`, head: `${Math.round(headBytes)} B` },
    clues: [...new Set([fileName(path), path])].filter((clue) => clue.length > 1),
    location: null,
  };
}
