// Fetches from the folder of the run what the page embeds: only files below its artifacts, and none that could not fit.
import type { Files } from '../ports/files.ts';
import { ATTACHMENT_LIMITS, shownArtifacts, type Attachment } from '../report/attachments.ts';
import type { Report } from '../report/report.ts';

/** A path in a document was written beside a stranger's code: what the listing does not name is not read. */
export async function readAttachments(
  report: Report,
  directory: string,
  files: Files,
): Promise<ReadonlyMap<string, Attachment>> {
  const shown = shownArtifacts(report);
  const read = new Map<string, Attachment>();
  if (shown.length === 0) return read;
  const present = new Set(await files.list(directory, ['artifacts/**']));
  for (const { path, show } of shown) {
    if (!present.has(path) || read.has(path)) continue;
    const bytes = await files.readBytes(`${directory}/${path}`, ATTACHMENT_LIMITS.totalBytes);
    if (bytes === null) continue;
    const text = show !== 'screenshot';
    const content = Buffer.from(bytes).toString(text ? 'utf8' : 'base64');
    read.set(path, { encoding: text ? 'text' : 'base64', content });
  }
  return read;
}
