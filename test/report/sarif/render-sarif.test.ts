// The schema beside the fixtures is OASIS' own (sarif-spec, SARIF 2.1.0 Errata 01), equivalent.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { renderSarif } from '../../../src/report/sarif/render-sarif.ts';
import { findingRule } from '../../../src/report/sarif/finding-rules.ts';
import { buildReport, manyTargetsReport, slowReport } from '../build-report.ts';
import { cycle, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';

const schemaPath = new URL('../../fixtures/reports/sarif-schema-2.1.0.json', import.meta.url);
const {
  $schema: _,
  id,
  ...schema
} = z.looseObject({ id: z.string() }).parse(JSON.parse(readFileSync(schemaPath, 'utf8')));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile({ ...schema, $id: id });

function faults(sarif: string): readonly string[] {
  return validate(JSON.parse(sarif))
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const shape = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({ driver: z.object({ rules: z.array(z.object({ id: z.string() })) }) }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.int(),
          partialFingerprints: z.record(z.string(), z.string()),
          locations: z.array(
            z.object({ physicalLocation: z.object({ artifactLocation: z.object({ uri: z.string() }) }) }),
          ),
        }),
      ),
    }),
  ]),
});
const read = (sarif: string) => shape.parse(JSON.parse(sarif)).runs[0];

describe('renderSarif', () => {
  test.each([
    ['slow', slowReport()],
    ['empty', buildReport()],
    ['large', manyTargetsReport()],
    ['hostile', hostileReport(cycle(HOSTILE_TEXTS))],
  ])('a %s report follows the schema of SARIF 2.1.0', (_name, report) => {
    expect(faults(renderSarif(report))).toEqual([]);
  });

  test('the schema would find a fault', () => {
    expect(faults(renderSarif(slowReport()).replace('"level": "error"', '"level": "fatal"'))).not.toEqual([]);
  });

  test('every result names its rule and its place, and keeps its fingerprint over pushes', () => {
    const { tool, results } = read(renderSarif(slowReport()));
    expect(results).toHaveLength(4);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    const slow = slowReport();
    const pushed = { ...slow, pullRequest: { ...slow.pullRequest, head: { sha: 'f'.repeat(40), ref: 'x' } } };
    const prints = (sarif: string) =>
      read(sarif).results.map(({ partialFingerprints }) => partialFingerprints);
    expect(prints(renderSarif(pushed))).toEqual(prints(renderSarif(slow)));
  });

  test('a finding without a line stands where its target is configured', () => {
    const [first] = read(renderSarif(manyTargetsReport())).results;
    expect(first?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('.github/perfcrew.yml');
  });
});

test.each([
  ['index-lost', 'IndexLost'],
  ['brand-new-kind', 'BrandNewKind'],
  ['constructor', 'Constructor'],
  ['', 'Finding'],
])('the kind %j has the rule %s', (kind, name) => {
  expect(findingRule(kind)).toMatchObject({ name });
});
