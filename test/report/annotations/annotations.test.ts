import { describe, expect, test } from 'vitest';
import { placeAnnotations } from '../../../src/report/annotations/place-annotations.ts';
import { renderWorkflowCommands } from '../../../src/report/annotations/render-workflow-commands.ts';
import type { Finding } from '../../../src/compare/finding.ts';
import type { Report } from '../../../src/report/report.ts';
import { slowReport } from '../build-report.ts';

function withFindings(count: number, change: (finding: Finding, place: number) => Partial<Finding>): Report {
  const slow = slowReport();
  const [first] = slow.findings;
  if (first === undefined) throw new Error('the fixture has no finding');
  const findings = Array.from({ length: count }, (_, place) => ({ ...first, ...change(first, place) }));
  const paths = [...new Set(findings.flatMap(({ location }) => (location === null ? [] : [location.path])))];
  return { ...slow, findings, change: { ...slow.change, paths } };
}

const at = (path: string, line: number, side: 'base' | 'head' = 'head') => ({ path, line, side }) as const;

describe('placeAnnotations', () => {
  test('keeps 50 in all and 10 a file, errors before warnings before notes', () => {
    const severities = ['note', 'error', 'warning'] as const;
    const report = withFindings(300, (_, place) => ({
      title: `finding ${place}`,
      severity: severities[place % 3] ?? 'note',
      location: at(`src/${place % 8}.ts`, place + 1),
    }));
    const placed = placeAnnotations(report);
    expect(placed).toHaveLength(50);
    for (const [, notes] of Map.groupBy(placed, ({ path }) => path))
      expect(notes.length).toBeLessThanOrEqual(10);
    expect(new Set(placed.map(({ level }) => level))).toEqual(new Set(['failure']));
  });

  test('says a thing once', () => {
    const report = withFindings(5, () => ({ location: at('a.ts', 3) }));
    expect(placeAnnotations(report)).toHaveLength(1);
  });

  test('leaves out what no reader of the diff could see', () => {
    const report = withFindings(3, (_, place) => ({
      title: `finding ${place}`,
      location: [at('a.ts', 1, 'base'), null, at('elsewhere.ts', 1)][place] ?? null,
    }));
    const changed = { ...report, change: { ...report.change, paths: ['a.ts'] } };
    expect(placeAnnotations(changed)).toEqual([]);
  });

  test('an end before its beginning is mended', () => {
    const report = withFindings(1, () => ({ location: { ...at('a.ts', 9), endLine: 4 } }));
    expect(placeAnnotations(report)).toMatchObject([{ startLine: 9, endLine: 9 }]);
  });
});

describe('renderWorkflowCommands', () => {
  test('one line for each cause', () => {
    expect(renderWorkflowCommands(slowReport())[1]).toMatchInlineSnapshot(
      `"::error file=migrations/0007_tidy_indexes.sql,line=3,endLine=3,title=orders of a customer reads the whole table orders%3A orders_customer_id_idx is gone::Buffers went from 6 to 412: a Seq Scan on orders takes the place of the Index Scan. The migration drops the index; keep it, or create one on (customer_id, created_at)."`,
    );
  });

  test('at most 10 of each kind', () => {
    const report = withFindings(60, (_, place) => ({
      title: `finding ${place}`,
      severity: place % 2 === 0 ? 'error' : 'warning',
      location: at(`src/${place}.ts`, 1),
    }));
    const kinds = renderWorkflowCommands(report).map((line) => line.split(' ')[0]);
    expect(kinds.filter((kind) => kind === '::error')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === '::warning')).toHaveLength(10);
  });

  test('no text can begin a command of its own', () => {
    const report = withFindings(1, () => ({
      title: 'a,file=b::c%\n::error::owned',
      detail: 'x\n::set-output name=a::b\r\n%0A',
      location: at('src/a,b:c%.ts\n::warning::x', 1),
    }));
    const [line, ...others] = renderWorkflowCommands(report);
    expect(others).toEqual([]);
    expect(line).toBe(
      '::error file=src/a%2Cb%3Ac%25.ts%0A%3A%3Awarning%3A%3Ax,line=1,endLine=1,title=a%2Cfile=b%3A%3Ac%25 %3A%3Aerror%3A%3Aowned::x%0A::set-output name=a::b%0A%250A',
    );
  });
});
