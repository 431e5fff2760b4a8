// The crews of a run: those shipped beside the program, and the repository's own as the base commit has them.
import { dirname } from 'node:path';
import {
  openCrewLibrary,
  readCrewFiles,
  readCrewsBelow,
  readOwnCrewFiles,
  type CrewLibrary,
} from '../crew/roster/crew-library.ts';
import type { SourceFile } from '../crew/source-file.ts';
import type { Files } from '../ports/files.ts';
import type { Git } from '../ports/git.ts';
import type { KeptFiles } from '../ports/kept-files.ts';

export interface CrewFiles {
  readonly shipped: readonly SourceFile[];
  readonly own: readonly SourceFile[];
}

interface Place {
  /** Of the running program; the folder `crews` lies beside it. */
  readonly programsDirectory: string;
  /** Null where there is no repository: then the folder itself is read. */
  readonly baseSha: string | null;
}

interface Outside {
  readonly git: Git;
  readonly files: Files & KeptFiles;
}

export async function readAllCrewFiles(
  { programsDirectory, baseSha }: Place,
  outside: Outside,
): Promise<CrewFiles> {
  const { git, files } = outside;
  return {
    shipped: await readCrewFiles(dirname(programsDirectory), 'crews', files),
    own: baseSha === null ? await readCrewsBelow(git.root, files) : await readOwnCrewFiles(baseSha, outside),
  };
}

export async function readCrewLibrary(
  place: Place & { readonly baseSha: string },
  outside: Outside,
): Promise<CrewLibrary> {
  const { shipped, own } = await readAllCrewFiles(place, outside);
  return openCrewLibrary(shipped, own);
}
