// Before anybody thinks: git and files are read once and written down as one document. No key is near, nothing is run.
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

/** Reads the review in the folder; the document goes beside it. */
export async function gather(
  { folder, config }: { readonly folder: RunFolder; readonly config: Config },
  outside: { readonly git: Git; readonly files: Files & KeptFiles },
): Promise<WorkshopDocument> {
  const report = await folder.read('report');
  const diff = await folder.read('diff');
  const workshop = await openWorkshop({ ...report, diff, config }, folder.directory, outside);
  const crews = await readOwnCrewFiles(report.pullRequest.base.sha, outside);
  const document = toDocument(workshop, { finishedAt: report.finishedAt, crews });
  const text = JSON.stringify(document);
  if (text.length > MOST_WORKSHOP_BYTES)
    throw new Problem('input-invalid', {
      what: `What the crew would read comes to ${Math.round(text.length / 1_048_576)} MB; it reads at most ${MOST_WORKSHOP_BYTES / 1_048_576} MB.`,
      mend: 'Measure fewer targets at once.',
    });
  const path = join(await folder.ready(), WORKSHOP_PATH);
  // Where it is a link, the link goes.
  await outside.files.remove(path);
  await outside.files.writeText(path, `${text}\n`);
  return document;
}
