// How a server chooses its port: read from a variable, or fixed in the source, where nobody can tell it another one.
import { lineOf, type Source } from './repository.ts';

export type PortReading =
  | { readonly from: 'variable'; readonly name: string; readonly place: string }
  | { readonly from: 'number'; readonly port: number; readonly place: string }
  | { readonly from: 'unknown' };

/** Ports of other servers that an app talks to. */
const FOREIGN =
  /^(PG|DB|DATABASE|POSTGRES|MYSQL|MARIADB|MONGO|REDIS|SMTP|MAIL|AMQP|RABBIT|KAFKA|ELASTIC|METRICS|DEBUG|PROXY|FTP|SSH)/i;

const VARIABLE_FORMS = [
  /process\.env\.(\w*PORT)\b/g,
  /process\.env\[['"](\w*PORT)['"]\]/g,
  /\{[^{}]*?\b(\w*PORT)\b[^{}]*\}\s*=\s*process\.env/g,
  /\b(?:config(?:Service)?|env)\.get(?:OrThrow)?(?:<\w+>)?\(\s*['"](\w*PORT)['"]/g,
  /\benv\.(\w*PORT)\b/g,
];

const NUMBER_FORMS = [
  /\.listen\(\s*(\d{2,5})\b/g,
  /\.listen\(\s*\{[^}]*?port\s*:\s*(\d{2,5})\b/g,
  /\bserve\(\s*\{[^}]*?port\s*:\s*(\d{2,5})\b/g,
  /\b(?:const|let|var)\s+port\s*=\s*(\d{2,5})\b/gi,
];

export function findPort(sources: readonly Source[]): PortReading {
  const variables = sources.flatMap((source) =>
    matches(source, VARIABLE_FORMS).filter(({ value }) => !FOREIGN.test(value)),
  );
  const variable = variables.find(({ value }) => value === 'PORT') ?? variables[0];
  if (variable !== undefined) return { from: 'variable', name: variable.value, place: variable.place };
  const number = sources.flatMap((source) => matches(source, NUMBER_FORMS))[0];
  if (number !== undefined) return { from: 'number', port: Number(number.value), place: number.place };
  return { from: 'unknown' };
}

function matches(
  { path, text }: Source,
  forms: readonly RegExp[],
): readonly { value: string; place: string }[] {
  return forms.flatMap((form) =>
    [...text.matchAll(form)].map((match) => ({
      value: match[1] ?? '',
      place: `${path}:${lineOf(text, match.index)}`,
    })),
  );
}
