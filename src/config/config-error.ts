// One thing wrong in the configuration, told so that a person mends it without opening the manual.

export interface ConfigError {
  readonly line: number;
  readonly column: number;
  /** e.g. `targets.routes[0].path`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, with what was found and what was expected. */
  readonly what: string;
  /** One imperative sentence. */
  readonly mend: string;
}

const SHOWN_ERRORS = 50;

/** All errors in file order as one text, a line each. */
export function renderConfigErrors(file: string, errors: readonly ConfigError[]): string {
  const sorted = errors.toSorted((one, other) => one.line - other.line || one.column - other.column);
  const shown = sorted.slice(0, SHOWN_ERRORS).map((error) => `  ${renderError(error)}`);
  const hidden = sorted.length - shown.length;
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  return [
    `${file} has ${count}:`,
    ...shown,
    ...(hidden > 0 ? [`  … and ${hidden} more, shown once these are mended`] : []),
  ].join('\n');
}

function renderError(error: ConfigError): string {
  const subject = error.path === '' ? '' : `${error.path}: `;
  return `${error.line}:${error.column} ${subject}${error.what}. ${error.mend}.`;
}
