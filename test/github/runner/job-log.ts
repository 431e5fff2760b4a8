// A job's log: secrets masked, and workflow commands on stdout turned into annotations.
import type { Annotation } from '../model/check-run.ts';

const maxPerLevel = 10;

export interface JobLog {
  readonly lines: readonly string[];
  /** A line of a step's output, which may be a `::command::`. */
  output(line: string): void;
  /** A line of the runner's own. */
  say(line: string): void;
  mask(secret: string): void;
  /** Whether the text holds a masked value. */
  holdsSecret(text: string): boolean;
  /** What the commands since the last call asked to be annotated. */
  takeAnnotations(): readonly Annotation[];
}

export function jobLog(): JobLog {
  const lines: string[] = [];
  const secrets = new Set<string>();
  let annotations: Annotation[] = [];
  const masked = (text: string): string => {
    let shown = text;
    for (const secret of secrets) shown = shown.replaceAll(secret, '***');
    return shown;
  };
  const log: JobLog = {
    lines,
    say: (line) => lines.push(masked(line)),
    mask: (secret) => {
      for (const line of secret.split('\n')) if (line.trim() !== '') secrets.add(line);
    },
    holdsSecret: (text) => [...secrets].some((secret) => text.includes(secret)),
    output: (line) => {
      const command = /^\s*::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line);
      if (command === null) {
        log.say(line);
        return;
      }
      const [, name = '', properties = '', message = ''] = command;
      if (name === 'add-mask') {
        log.mask(unescape(message));
        lines.push('::add-mask::***');
        return;
      }
      log.say(
        name === 'error' || name === 'warning' || name === 'notice'
          ? `##[${name}]${unescape(message)}`
          : line,
      );
      const annotation = annotationOf(name, properties, unescape(message));
      const sameLevel = annotations.filter((one) => one.annotation_level === annotation?.annotation_level);
      if (annotation !== null && sameLevel.length < maxPerLevel)
        annotations.push({ ...annotation, message: masked(annotation.message) });
    },
    takeAnnotations: () => {
      const taken = annotations;
      annotations = [];
      return taken;
    },
  };
  return log;
}

function annotationOf(name: string, properties: string, message: string): Annotation | null {
  const level = name === 'error' ? 'failure' : name;
  if (level !== 'failure' && level !== 'warning' && level !== 'notice') return null;
  const values = new Map(
    properties.split(',').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), unescape(pair.slice(at + 1))] as const;
    }),
  );
  const line = Number(values.get('line') ?? 1);
  return {
    path: values.get('file') ?? '.github',
    start_line: line,
    end_line: Number(values.get('endLine') ?? line),
    start_column: null,
    end_column: null,
    annotation_level: level,
    title: values.get('title') ?? null,
    message,
    raw_details: null,
  };
}

function unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
