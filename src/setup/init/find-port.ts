// How a server chooses its port: read from a variable, or fixed in the source, where nobody can tell it another one.
import { environmentReads } from './environment-reads.ts';
import { lineOf, type Source } from './repository.ts';

export type PortReading =
  | { readonly from: 'variable'; readonly name: string; readonly place: string }
  | { readonly from: 'number'; readonly port: number; readonly place: string }
  | { readonly from: 'unknown' };

/** Ports of other servers that an app talks to. */
const FOREIGN =
  /^(PG|DB|DATABASE|POSTGRES|MYSQL|MARIADB|MONGO|REDIS|SMTP|MAIL|AMQP|RABBIT|KAFKA|ELASTIC|METRICS|DEBUG|PROXY|FTP|SSH)/i;

const NUMBER_FORMS = [
  /\.listen\(\s*(\d{2,5})\b/g,
  /\.listen\(\s*\{[^}]*?port\s*:\s*(\d{2,5})\b/g,
  /\bserve\(\s*\{[^}]*?port\s*:\s*(\d{2,5})\b/g,
  /\b(?:const|let|var)\s+port\s*=\s*(\d{2,5})\b/gi,
];

export function findPort(sources: readonly Source[]): PortReading {
  const variables = sources.flatMap(({ path, text }) =>
    environmentReads(text)
      .filter(({ name }) => name.endsWith('PORT') && !FOREIGN.test(name))
      .map(({ name, index }) => ({ name, place: `${path}:${lineOf(text, index)}` })),
  );
  const variable = variables.find(({ name }) => name === 'PORT') ?? variables[0];
  if (variable !== undefined) return { from: 'variable', ...variable };
  const number = sources.flatMap(fixedNumbers)[0];
  if (number !== undefined) return { from: 'number', port: Number(number.value), place: number.place };
  return { from: 'unknown' };
}

function fixedNumbers({ path, text }: Source): readonly { readonly value: string; readonly place: string }[] {
  return NUMBER_FORMS.flatMap((form) =>
    [...text.matchAll(form)].map((match) => ({
      value: match[1] ?? '',
      place: `${path}:${lineOf(text, match.index)}`,
    })),
  );
}
