// Puts a report on disk in every format a person or a tool may want.
import { renderHtml } from '../report/html/render-html.ts';
import { renderMarkdown } from '../report/markdown/render-markdown.ts';
import { renderSarif } from '../report/sarif/render-sarif.ts';
import type { Report } from '../report/report.ts';
import type { Files } from '../ports/files.ts';
import { readAttachments } from './read-attachments.ts';

export interface ReportPaths {
  readonly markdown: string;
  readonly html: string;
  readonly sarif: string;
}

export async function writeReports(report: Report, directory: string, files: Files): Promise<ReportPaths> {
  const paths = {
    markdown: `${directory}/report.md`,
    html: `${directory}/report.html`,
    sarif: `${directory}/report.sarif`,
  };
  await files.writeText(paths.markdown, renderMarkdown(report, {}));
  await files.writeText(paths.html, renderHtml(report, await readAttachments(report, directory, files)));
  await files.writeText(paths.sarif, renderSarif(report));
  return paths;
}
