// Which crews there are: the shipped ones, and the user's own over them, file by file.
import { Problem } from '../../core/problem.ts';
import type { Files } from '../../ports/files.ts';
import type { Git } from '../../ports/git.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { SourceFile } from '../source-file.ts';
import { proposeName } from './check-front.ts';
import type { Crew } from './crew.ts';
import { baseName, readCrew } from './read-crew.ts';

const OWN_FOLDER = '.github/perfcrew/crew';
const MOST_BYTES = 256_000;

export interface CrewLibrary {
  readonly names: readonly string[];
  /** Throws Problem `usage` for a crew that is not there, and `config-invalid` for one with errors. */
  read(crew: string): Crew;
}

/** Paths end in `<crew>/<file>.md`; an own file takes the place of the shipped one of that name. */
export function openCrewLibrary(shipped: readonly SourceFile[], own: readonly SourceFile[]): CrewLibrary {
  const crews = new Map<string, Map<string, SourceFile>>();
  for (const file of [...shipped, ...own]) {
    const crew = crewOf(file);
    const files = crews.get(crew) ?? new Map<string, SourceFile>();
    crews.set(crew, files.set(baseName(file.path), file));
  }
  const names = [...crews.keys()].toSorted();
  return {
    names,
    read(crew) {
      const files = crews.get(crew);
      if (files !== undefined) return readCrew([...files.values()], shipped);
      throw new Problem('usage', {
        what: `There is no crew called ${crew}.`,
        mend: `${proposeName(crew, names) ?? `Name one of: ${names.join(', ')}`}.`,
      });
    },
  };
}

/** The files of all crews below a folder of a root, as `folder/<crew>/<file>.md`. No link out of the root is followed. */
export async function readCrewFiles(
  root: string,
  folder: string,
  files: Files & KeptFiles,
): Promise<readonly SourceFile[]> {
  const found: SourceFile[] = [];
  for (const name of await files.list(`${root}/${folder}`, ['*/*.md'])) {
    const path = `${folder}/${name}`;
    const bytes = await files.readBelow(root, path, MOST_BYTES);
    if (bytes === null)
      throw new Problem('config-unreadable', {
        what: `${path} cannot be read: it is larger than ${MOST_BYTES / 1000} kB, or a link out of the repository.`,
        mend: `Put a file of its own at ${path}.`,
      });
    found.push({ path, text: new TextDecoder().decode(bytes) });
  }
  return found;
}

/** The user's own crews as the base commit has them, so that a change cannot instruct those who judge it. */
export async function readOwnCrewFiles(
  baseSha: string,
  { git, files }: { readonly git: Git; readonly files: Files & KeptFiles },
): Promise<readonly SourceFile[]> {
  await using tree = await git.worktree(baseSha);
  return await readCrewsBelow(tree.directory, files);
}

/** The user's own crews as a folder has them, where no commit could judge or be judged. */
export async function readCrewsBelow(
  directory: string,
  files: Files & KeptFiles,
): Promise<readonly SourceFile[]> {
  return await readCrewFiles(directory, OWN_FOLDER, files);
}

function crewOf({ path }: SourceFile): string {
  return path.split('/').at(-2) ?? '';
}
