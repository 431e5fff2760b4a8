// JMeter's JTL as CSV, the default: one line per sample, named by its columns. Columns:
// https://jmeter.apache.org/usermanual/listeners.html#csvlogformat
import { collect } from '../collect.ts';
import { invalid, quote, unreadable, type Source } from '../refuse.ts';
import { csvRows } from './csv-rows.ts';
import type { Format } from './format.ts';
import { MOST_REQUESTS, numbersOfRequests, tooManyRequests, type Request } from './requests.ts';

const NEEDED = ['elapsed', 'label', 'success'] as const;
const mend =
  'Run JMeter with `-Jjmeter.save.saveservice.print_field_names=true` and the columns timeStamp, elapsed, label and success.';

export const jmeterCsv: Format<string> = {
  claims: (text) => {
    const header = text.slice(0, 4_000).split('\n')[0] ?? '';
    return /\belapsed\b/.test(header) && /\blabel\b/.test(header);
  },
  parse(text, source) {
    const header = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
    const delimiter = [',', ';', '\t', '|'].find((one) => header.includes(one)) ?? ',';
    const columns = new Map<string, number>();
    const requests: Request[] = [];
    for (const { fields, line } of csvRows(text, { delimiter, source })) {
      const place = { path: `${source.path}:${line}` };
      if (columns.size === 0) for (const [index, name] of fields.entries()) columns.set(name.trim(), index);
      else requests.push(requestOf(fields, { columns, place }));
      if (requests.length > MOST_REQUESTS) throw tooManyRequests(source);
      if (requests.length === 0) needColumns(columns, source);
    }
    return collect({ format: 'jmeter-csv', numbers: numbersOfRequests(requests) }, source);
  },
};

function needColumns(columns: ReadonlyMap<string, number>, source: Source): void {
  const missing = NEEDED.filter((name) => !columns.has(name));
  if (missing.length > 0) throw invalid(source, { what: `has no column ${missing.join(', ')}`, mend });
}

interface Row {
  readonly columns: ReadonlyMap<string, number>;
  readonly place: Source;
}

function requestOf(fields: readonly string[], { columns, place }: Row): Request {
  const field = (name: string) => fields[columns.get(name) ?? -1];
  const [elapsed, label, success] = NEEDED.map(field);
  if (elapsed === undefined || label === undefined || success === undefined || fields.length < columns.size) {
    throw unreadable(place, {
      what: `was cut off: it has ${fields.length} of ${columns.size} columns`,
      mend: 'Let JMeter end by itself (`jmeter -n`), so that it writes its last line whole.',
    });
  }
  if (!/^\d{1,12}$/.test(elapsed) || !/^(?:true|false)$/i.test(success)) {
    throw invalid(place, { what: `has elapsed «${quote(elapsed)}» and success «${quote(success)}»`, mend });
  }
  const stamp = field('timeStamp') ?? '';
  return {
    name: label,
    durationMs: Number(elapsed),
    succeeded: success.toLowerCase() === 'true',
    // Formatted times (`jmeter.save.saveservice.timestamp_format`) have no zone; such a file gives no throughput.
    atMs: /^\d{1,15}$/.test(stamp) ? Number(stamp) : null,
  };
}
