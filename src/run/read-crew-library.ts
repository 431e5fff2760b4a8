// The crews of a run: those shipped beside the program, and the repository's own as the base commit has them.
import { dirname } from 'node:path';
import {
  openCrewLibrary,
  readCrewFiles,
  readOwnCrewFiles,
  type CrewLibrary,
} from '../crew/roster/crew-library.ts';
import type { Files } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import type { KeptFiles } from '../ports/kept-files.ts';

/** `programsDirectory`: of the running program; the folder `crews` lies beside it. */
export async function readCrewLibrary(
  { programsDirectory, baseSha }: { readonly programsDirectory: string; readonly baseSha: string },
  outside: { readonly git: Git; readonly files: Files & KeptFiles },
): Promise<CrewLibrary> {
  const shipped = await readCrewFiles(dirname(programsDirectory), 'crews', outside.files);
  return openCrewLibrary(shipped, await readOwnCrewFiles(baseSha, outside));
}
