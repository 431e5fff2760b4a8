// Before anybody thinks: git and files are read once, into one document. No key is near, nothing is run.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../core/problem.ts';
import { readOwnCrewFiles } from '../../crew/roster/crew-library.ts';
import { openWorkshop } from '../../crew/work/workshop.ts';
import type { Files } from '../../ports/files.ts';
import type { Git } from '../../ports/git.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { RunFolder } from '../run-folder.ts';
import { MOST_WORKSHOP_BYTES, toDocument, type WorkshopDocument } from './workshop-document.ts';

export const WORKSHOP_PATH = 'workshop.json';

/** Of the review in the folder. */
export async function gather(
  { folder, config }: { readonly folder: RunFolder; readonly config: Config },
  outside: { readonly git: Git; readonly files: Files & KeptFiles },
): Promise<WorkshopDocument> {
  const report = await folder.read('report');
  const diff = await folder.read('diff');
  const workshop = await openWorkshop({ ...report, diff, config }, folder.directory, outside);
  const crews = await readOwnCrewFiles(report.pullRequest.base.sha, outside);
  return toDocument(workshop, { finishedAt: report.finishedAt, crews });
}

export async function writeWorkshop(
  directory: string,
  document: WorkshopDocument,
  files: Files & KeptFiles,
): Promise<void> {
  const text = JSON.stringify(document);
  if (text.length > MOST_WORKSHOP_BYTES)
    throw new Problem('input-invalid', {
      what: `What the crew would read comes to ${Math.round(text.length / 1_048_576)} MB; it reads at most ${MOST_WORKSHOP_BYTES / 1_048_576} MB.`,
      mend: 'Measure fewer targets at once.',
    });
  const path = join(directory, WORKSHOP_PATH);
  // Where it is a link, the link goes.
  await files.remove(path);
  await files.writeText(path, `${text}\n`);
}
