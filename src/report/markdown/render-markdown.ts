// The pull-request comment: the verdict first, what changed in sight, everything else folded, never longer than allowed.
import type { Report } from '../report.ts';
import { isQuiet } from '../select/is-quiet.ts';
import { fitParts, type Missing, type Part } from './fit-parts.ts';
import { fold } from './fold.ts';
import { environmentPart } from './parts/environment-part.ts';
import { evidencePart } from './parts/evidence-part.ts';
import { findingsPart } from './parts/findings-part.ts';
import { changedPart, chartPart, inconclusivePart, equivalentPart } from './parts/metrics-parts.ts';
import { noisePart, noiseTablePart } from './parts/noise-parts.ts';
import { notesPart, readingsPart } from './parts/notes-part.ts';
import { observationsPart } from './parts/observations-part.ts';
import { phasesPart } from './parts/phases-part.ts';
import { planPart } from './parts/plan-part.ts';
import { productionPart } from './parts/production-part.ts';
import { reasonsPart } from './parts/reasons-part.ts';
import { riskPart } from './parts/risk-part.ts';
import { unmeasuredPart } from './parts/unmeasured-part.ts';
import { verdictPart } from './parts/verdict-part.ts';
import { reportLine } from './report-line.ts';

export interface MarkdownOptions {
  /** 60,000 by default; the forge refuses comments above 65,536. Below 1,000 it is taken as 1,000. */
  readonly maxCharacters?: number;
  readonly reportUrl?: string | null;
  /** Hidden first line by which the comment is found again. */
  readonly marker?: string;
  /** What became of the crew's patches. */
  readonly proposals?: Part;
}

export const DEFAULT_MARKER = '<!-- perfcrew:report -->';

export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  const marker = options.marker ?? DEFAULT_MARKER;
  return fitReport(report, {
    limit: Math.max(1000, options.maxCharacters ?? 60_000),
    measure: (text) => text.length,
    heading: `${marker}\n`,
    reportUrl: options.reportUrl ?? null,
    scale: 1,
    proposals: options.proposals,
  });
}

export interface ReportRoom {
  readonly limit: number;
  readonly measure: (text: string) => number;
  /** Put before everything, with its line end. */
  readonly heading: string;
  readonly reportUrl: string | null;
  /** How many times the comment's number of rows there is room for. */
  readonly scale: number;
  readonly proposals?: Part | undefined;
}

/** The same parts for the comment, the job summary and the check run, in the room each has. */
export function fitReport(report: Report, room: ReportRoom): string {
  const quiet = isQuiet(report);
  const line = reportLine(report, room.reportUrl);
  const visible = [
    verdictPart(report),
    findingsPart(report, 10 * room.scale),
    reasonsPart(report),
    changedPart(report, 40 * room.scale),
    chartPart(report),
    room.proposals ?? NOTHING,
    noisePart(report),
  ];
  const folded = foldedParts(report, room.scale);
  return fitParts([...visible, ...folded], {
    limit: room.limit,
    measure: room.measure,
    assemble: (texts, missing) => {
      const seen = texts.slice(0, visible.length);
      const below = texts.slice(visible.length);
      const [verdict = '', ...others] = seen;
      const [proposals = '', noise = ''] = others.slice(-2);
      const blocks = quiet
        ? [verdict, proposals, noise, line, ...quietFold([...below, told(missing)])]
        : [verdict, ...others, ...below, told(missing), line];
      return `${room.heading}${blocks.filter((block) => block !== '').join('\n\n')}\n`;
    },
  });
}

const NOTHING: Part = { name: 'patches', weight: 0, kept: true, variants: [] };

function foldedParts(report: Report, scale: number): readonly Part[] {
  return [
    unmeasuredPart(report, 40 * scale),
    evidencePart(report, 10 * scale),
    observationsPart(report, 6 * scale),
    inconclusivePart(report, 60 * scale),
    productionPart(report, 40 * scale),
    notesPart(report, 20 * scale),
    readingsPart(report, 8 * scale),
    equivalentPart(report, 100 * scale),
    noiseTablePart(report),
    riskPart(report),
    planPart(report),
    environmentPart(report),
    phasesPart(report),
  ];
}

function quietFold(texts: readonly string[]): readonly string[] {
  const kept = texts.filter((text) => text !== '');
  return kept.length === 0 ? [] : [fold('What was measured, and how', kept.join('\n\n'))];
}

function told({ shortened, leftOut }: Missing): string {
  const parts = [
    ...(leftOut.length > 0 ? [`left out ${leftOut.join(', ')}`] : []),
    ...(shortened.length > 0 ? [`shortened ${shortened.join(', ')}`] : []),
  ];
  return parts.length === 0
    ? ''
    : `_To fit here, this report ${parts.join('; ')}. The full report has everything._`;
}
