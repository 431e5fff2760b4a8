// What there is to prove: the proposals that the think zone left, read as a stranger's, or one patch by hand.
import type { KeptFiles } from '../../ports/kept-files.ts';
import { Problem } from '../../core/problem.ts';
import { readBounded } from './read-bounded.ts';
import { MOST_THOUGHTS_BYTES, THOUGHTS_PATH, thoughtsSchema, type Thoughts } from './thoughts.ts';

export async function readThoughts(
  directory: string,
  head: string,
  files: Pick<KeptFiles, 'readBelow'>,
): Promise<Thoughts> {
  const mend = 'Run `perfcrew optimize` first, or name a patch: `perfcrew prove my.patch`.';
  const thoughts = await readBounded(
    { folder: directory, path: THOUGHTS_PATH, schema: thoughtsSchema, mostBytes: MOST_THOUGHTS_BYTES, mend },
    files,
  );
  if (thoughts.head === head) return thoughts;
  throw new Problem('document-invalid', {
    what: `The proposals in ${directory} stand on ${thoughts.head.slice(0, 10)}, and the code to prove them on is ${head.slice(0, 10)}.`,
    mend: 'Run `perfcrew optimize` on this code, or name the other with --head.',
  });
}
