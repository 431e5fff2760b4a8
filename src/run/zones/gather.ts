// Before anybody thinks: git and files are read once, into one document. No key is near, nothing is run.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../core/problem.ts';
import { readOwnCrewFiles } from '../../crew/roster/crew-library.ts';
import { openWorkshop } from '../../crew/work/workshop.ts';
import type { RecordedRequest } from '../../crew/tools/caching/cache-input.ts';
import { readTraffic } from '../../crew/tools/traffic/read-traffic.ts';
import type { Files } from '../../ports/files.ts';
import type { Git } from '../../ports/git.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { RunFolder } from '../run-folder.ts';
import { MOST_WORKSHOP_BYTES, toDocument, type WorkshopDocument } from './workshop-document.ts';

export const WORKSHOP_PATH = 'workshop.json';
const MOST_TRAFFIC_BYTES = 200 * 1024 * 1024;

export interface GatherRequest {
  readonly folder: RunFolder;
  readonly config: Config;
  /** Absolute path of an access log or HAR file of the app; null where there is none. */
  readonly traffic?: string | null;
}

/** Of the review in the folder. */
export async function gather(
  { folder, config, traffic = null }: GatherRequest,
  outside: { readonly git: Git; readonly files: Files & KeptFiles },
): Promise<WorkshopDocument> {
  const report = await folder.read('report');
  const diff = await folder.read('diff');
  const workshop = await openWorkshop({ ...report, diff, config }, folder.directory, outside);
  const crews = await readOwnCrewFiles(report.pullRequest.base.sha, outside);
  const requests = traffic === null ? [] : await trafficIn(traffic, outside.files);
  return toDocument({ ...workshop, requests }, { finishedAt: report.finishedAt, crews });
}

async function trafficIn(path: string, files: Files): Promise<readonly RecordedRequest[]> {
  const bytes = await files.readBytes(path, MOST_TRAFFIC_BYTES);
  if (bytes !== null) return readTraffic(new TextDecoder().decode(bytes), path);
  throw new Problem('input-invalid', {
    what: `${path} is not there, or larger than ${MOST_TRAFFIC_BYTES / 1_048_576} MB.`,
    mend: 'Name a file with the requests of some hours.',
  });
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
