// The same notes as lines of a job's log, for tokens that may not write check runs.
import type { CheckAnnotation } from '../../ports/forge.ts';
import type { Report } from '../report.ts';
import { placeAnnotations } from './place-annotations.ts';

/** The forge keeps this many of each kind for a step and drops the rest in silence. */
const MOST_PER_KIND = 10;
const COMMANDS = { failure: 'error', warning: 'warning', notice: 'notice' } as const;

export function renderWorkflowCommands(report: Report): readonly string[] {
  const annotations = placeAnnotations(report);
  return (['failure', 'warning', 'notice'] as const).flatMap((level) =>
    annotations
      .filter((annotation) => annotation.level === level)
      .slice(0, MOST_PER_KIND)
      .map(renderCommand),
  );
}

function renderCommand({ level, path, startLine, endLine, title, message }: CheckAnnotation): string {
  const properties = { file: path, line: String(startLine), endLine: String(endLine), title };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${COMMANDS[level]} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
