// go test -bench, as text and as -json: each line is one run of a benchmark, `-count N` gives N of them.
// Format: https://go.googlesource.com/proposal/+/master/design/14313-benchmark-format.md and `go doc test2json`.
import { collect } from '../collect.ts';
import type { ResultFormat } from '../../../core/result-format.ts';
import type { ImportedFile, NamedNumbers } from '../imported.ts';
import { firstJsonLine, jsonLines } from '../json-lines.ts';
import { unreadable, type Source } from '../refuse.ts';
import { hasKeys, isObject, type Format } from './format.ts';
import { numbersOfUnit } from './go-units.ts';

export const goText: Format<string> = {
  claims: (text) => /^(?:goos: |pkg: |Benchmark\S*[ \t]+\d+[ \t]+[\d.]+ \S+)/m.test(text),
  parse: (text, source) => parseText(text, { format: 'go', source }),
};

export const goJson: Format<string> = {
  claims: (text) => hasKeys(firstJsonLine(text), ['Action', 'Package']),
  /** One benchmark's line comes in several events, so what each package printed is put together first. */
  parse(text, source) {
    const outputs = new Map<string, string[]>();
    for (const event of jsonLines(text, source)) {
      if (!isObject(event) || !('Output' in event) || typeof event.Output !== 'string') continue;
      const name = 'Package' in event && typeof event.Package === 'string' ? event.Package : '';
      const parts = outputs.get(name);
      if (parts) parts.push(event.Output);
      else outputs.set(name, [event.Output]);
    }
    const whole = [...outputs.values()].map((parts) => parts.join('')).join('\n');
    return parseText(whole, { format: 'go-json', source });
  },
};

const RESULT = /^(Benchmark\S*)\s+(\d{1,15})\s+(\S.*)$/;

interface Line {
  readonly package: string;
  readonly name: string;
  /** `796 ns/op  1024 B/op`: pairs of a value and its unit. */
  readonly fields: readonly string[];
}

function parseText(
  text: string,
  { format, source }: { readonly format: ResultFormat; readonly source: Source },
): ImportedFile {
  const lines = linesOf(text, source);
  const isAlone = new Set(lines.map((line) => line.package)).size < 2;
  const notes = new Set<string>();
  const numbers = lines.flatMap((line): NamedNumbers[] => {
    const name = isAlone ? line.name : `${line.package} ${line.name}`;
    return pairsOf(line.fields).flatMap(([value, unit]) => {
      const one = numbersOfUnit({ name, value, unit });
      if (typeof one !== 'string') return [one];
      notes.add(one);
      return [];
    });
  });
  return collect({ format, numbers, notes: [...notes] }, source);
}

function linesOf(text: string, source: Source): Line[] {
  const lines: Line[] = [];
  let inPackage = '';
  let isOver = true;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line.startsWith('pkg: ')) {
      inPackage = line.slice('pkg: '.length, 300);
      isOver = false;
    } else if (/^(?:PASS|FAIL|ok\s)/.test(line)) isOver = true;
    const match = RESULT.exec(line.slice(0, 4_000));
    if (match === null) continue;
    const [, name = '', , rest = ''] = match;
    const fields = rest.split(/\s+/);
    if (fields.length % 2 === 1) throw cutOff({ path: `${source.path}:${index + 1}` });
    lines.push({ package: inPackage, name, fields });
  }
  if (!isOver) throw cutOff(source);
  return lines;
}

function pairsOf(fields: readonly string[]): [number, string][] {
  return fields.flatMap((field, index): [number, string][] => {
    const value = index % 2 === 0 ? Number(field) : Number.NaN;
    return Number.isFinite(value) && value >= 0 ? [[value, fields[index + 1] ?? '']] : [];
  });
}

function cutOff(source: Source): Error {
  return unreadable(source, {
    what: 'was cut off before the benchmarks of a package ended',
    mend: 'Keep everything that `go test -bench` prints, e.g. `go test -bench . -count 5 ./... > bench.txt`.',
  });
}
