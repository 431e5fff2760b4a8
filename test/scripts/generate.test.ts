// Generated pages and schemas: what editors and readers of the README get.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { inputsTable, outputsTable } from '../../scripts/generate/action-tables.ts';
import { configReference } from '../../scripts/generate/config-reference.ts';
import { gatesTable } from '../../scripts/generate/gates-table.ts';
import { fillMarkers, markdownTable } from '../../scripts/generate/markers.ts';
import { permissionsTable } from '../../scripts/generate/permissions-table.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { schemaFiles } from '../../scripts/generate/schema-files.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('markers', () => {
  test('only what stands between them is replaced, and twice gives the same', () => {
    const page = '# Title\n<!-- generated:inputs -->\nold\n<!-- /generated:inputs -->\nend\n';
    const once = fillMarkers(page, { inputs: '| a |\n' });
    expect(once).toEqual({
      text: '# Title\n<!-- generated:inputs -->\n| a |\n<!-- /generated:inputs -->\nend\n',
      missing: [],
    });
    expect(fillMarkers(once.text, { inputs: '| a |\n' })).toEqual(once);
  });

  test('a page without a whole pair stays as it is and is named', () => {
    const page = '<!-- generated:inputs -->\nno end';
    expect(fillMarkers(page, { inputs: 'x', outputs: 'y' })).toEqual({
      text: page,
      missing: ['inputs', 'outputs'],
    });
  });

  test('cells cannot break a table', () => {
    expect(markdownTable(['a'], [['one | two\nthree']])).toBe('| a |\n| --- |\n| one \\| two three |');
  });
});

describe('tables', () => {
  test('every input and output of action.yml has its row', () => {
    const inputs = inputsTable(read('action.yml'));
    expect(inputs).toContain('| `github-token` | `${{ github.token }}` |');
    expect(inputs).toContain('| `config` |  | Configuration file');
    expect(outputsTable(read('action.yml'))).toMatch(/\| `exit-code` \| 0 pass/);
  });

  test('permissions come with the reason the examples give', () => {
    expect(
      permissionsTable(
        'jobs:\n  a:\n    permissions:\n      contents: read # one\n      checks: write # two\n',
        'permissions:\n  contents: read # three\n',
      ),
    ).toMatchInlineSnapshot(`
      "| permission | why |
      | --- | --- |
      | \`checks: write\` | two |
      | \`contents: read\` | one; three |"
    `);
  });

  test('a reason that another one holds already is told once', () => {
    const jobs = [
      'check out both',
      'read the configuration of base',
      'read the diff and the configuration of base',
      'check out both',
    ];
    const table = permissionsTable(
      jobs.map((why, at) => `a${at}:\n  permissions:\n    contents: read # ${why}\n`).join(''),
    );
    expect(table).toContain(
      '| `contents: read` | check out both; read the diff and the configuration of base |',
    );
  });

  test('gates that can run have a row with a cell for each level', () => {
    const table = gatesTable();
    expect(table).toContain('| gate | runs | minimal | standard | thorough | comprehensive |');
    expect(table).toMatch(/\| `page` \| Lighthouse [^|]*\| – \| all \| all \| all \|/);
    expect(table).toMatch(/\| `strict-review` \| [^|]*\| – \| – \| – \| all, not required \|/);
  });

  test('the reference names every key, its type and default', () => {
    const reference = configReference();
    expect(reference).toContain('| `ready_timeout_seconds` | number, above 0 to 600 | `60` |');
    expect(reference).toContain('| `start` | text |  | Command that starts the app.');
    expect(reference).toContain('| `migrate` | text |  |');
    expect(reference).toContain('### `targets.routes` (list)');
  });
});

describe('schemas', () => {
  const schemas = Object.entries(schemaFiles());

  test.each(schemas)('%s is valid, strict, and the one that is committed', (path, text) => {
    const schema: unknown = JSON.parse(text);
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema(schema as object)).toBe(true);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(read(path)).toBe(text);
  });

  test('an editor accepts what perfcrew accepts and refuses a misspelt key', () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(read('schema/config.json')));
    const [, example = ''] =
      /## An example\n\n```yaml\n([\s\S]*?)```/.exec(read('docs/configuration.md')) ?? [];
    expect(validate(parse(example)), JSON.stringify(validate.errors)).toBe(true);
    expect(parseConfig(example).targets.routes).toHaveLength(1);
    expect(validate({ targets: { rotes: [] } })).toBe(false);
    expect(validate({ app: { serve: 'public' } })).toBe(true);
    expect(validate({ app: {} })).toBe(false);
    expect(validate({ app: { start: 'node .', serve: 'public' } })).toBe(false);
  });
});
