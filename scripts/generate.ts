// Writes what can be derived: JSON Schemas, the configuration reference and the tables of the README. `--check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accuracySections, readResults } from './generate/accuracy-tables.ts';
import { inputsTable, outputsTable } from './generate/action-tables.ts';
import { optionsTable, verbsTable } from './generate/cli-tables.ts';
import { configReference } from './generate/config-reference.ts';
import { FLAME_SCRIPT_PATH, flameScript } from './generate/flame-script.ts';
import { gatesTable } from './generate/gates-table.ts';
import { fillMarkers } from './generate/markers.ts';
import { permissionsTable } from './generate/permissions-table.ts';
import { PLAN_SCRIPT_PATH, planScript } from './generate/plan-script.ts';
import { schemaFiles } from './generate/schema-files.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const tables = {
  'docs/configuration.md': { configuration: configReference() },
  'docs/accuracy.md': accuracySections(readResults()),
  'docs/cli.md': { verbs: verbsTable(), options: optionsTable() },
  'README.md': {
    inputs: inputsTable(read('action.yml')),
    outputs: outputsTable(read('action.yml')),
    gates: gatesTable(),
    permissions: permissionsTable(
      read('workflows-examples/matrix.yml'),
      read('workflows-examples/fork-safe-publish.yml'),
    ),
  },
};

const wanted = new Map(Object.entries(schemaFiles()));
wanted.set(FLAME_SCRIPT_PATH, await flameScript(root));
wanted.set(PLAN_SCRIPT_PATH, await planScript(root));
const complaints: string[] = [];
for (const [path, sections] of Object.entries(tables)) {
  if (!existsSync(join(root, path))) {
    complaints.push(`${path} is not there: write it, with the markers ${Object.keys(sections).join(', ')}`);
    continue;
  }
  const filled = fillMarkers(read(path), sections);
  wanted.set(path, filled.text);
  for (const name of filled.missing) {
    complaints.push(
      `${path} has no place for \`${name}\`: add the lines <!-- generated:${name} --> and <!-- /generated:${name} -->`,
    );
  }
}

const stale = [...wanted].filter(([path, text]) => !existsSync(join(root, path)) || read(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale)
    complaints.push(`${path} is out of date: run \`npm run generate\` and commit it`);
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
