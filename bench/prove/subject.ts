// A case made real: a repository to prove it in, the patch as text, and both sides of it to look at.
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import { applyEdit, type Edit } from '../kit/edit.ts';
import { fromFolder, openRepository, type Repository } from '../kit/repository.ts';
import { readPublished } from './packages.ts';
import type { PackageSubject, PatchCase, ShopSubject } from './patch-case.ts';

const PROJECT = join(import.meta.dirname, 'project');
const SHOP = join(import.meta.dirname, '../../examples/shop');
const LIBRARY = 'lib/index.js';

export interface OpenSubject extends AsyncDisposable {
  readonly repository: Repository;
  readonly patch: string;
  /** Names of the targets it is meant for. */
  readonly targets: readonly string[];
  /** Files of the patched side by path. */
  readonly after: ReadonlyMap<string, string>;
}

export async function openSubject({ subject }: PatchCase): Promise<OpenSubject> {
  return subject.kind === 'package' ? openPackage(subject) : openShop(subject);
}

async function openPackage({ project, change, work = project.work }: PackageSubject): Promise<OpenSubject> {
  const { name, version, file, test } = project;
  const published = await readPublished(name, version, file);
  const other =
    change.from === 'version'
      ? await readPublished(name, change.version, file)
      : edited(
          published,
          change.edits.map((edit) => ({ path: LIBRARY, ...edit })),
        );
  const [before, after] = change.from === 'published' ? [published, other] : [other, published];
  const repository = await openRepository(
    fromFolder(PROJECT, async (directory) => {
      const files = {
        [LIBRARY]: before,
        'bench/work.js': `'use strict';\n\nmodule.exports = function (lib, use) {\n${work}\n};\n`,
        'test.js': `'use strict';\n\nconst assert = require('node:assert/strict');\nconst lib = require('./lib/index.js');\n\n${test}\n`,
      };
      for (const [path, text] of Object.entries(files)) await writeInto(directory, path, text);
    }),
  );
  return {
    repository,
    patch: unifiedDiff(LIBRARY, before, after),
    targets: [],
    after: new Map([[LIBRARY, after]]),
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

async function openShop({ on, edits, take = [], add = {}, targets }: ShopSubject): Promise<OpenSubject> {
  const [own, other] = on === 'good' ? ['good', 'slow'] : ['slow', 'good'];
  // The slow branch is the good one with some files replaced.
  const read = async (branch: string, path: string): Promise<string> =>
    readFile(join(SHOP, branch, path), 'utf8').catch(() => readFile(join(SHOP, 'good', path), 'utf8'));
  const repository = await openRepository(
    fromFolder(join(SHOP, 'good'), async (directory) => {
      if (on === 'slow')
        for (const path of SLOW_FILES) await writeInto(directory, path, await read('slow', path));
    }),
  );
  const after = new Map<string, string>();
  for (const path of take) after.set(path, await read(other, path));
  for (const edit of edits)
    after.set(edit.path, applyEdit(after.get(edit.path) ?? (await read(own, edit.path)), edit));
  const patches = [];
  for (const [path, text] of after) patches.push(unifiedDiff(path, await read(own, path), text));
  for (const [path, text] of Object.entries(add)) patches.push(unifiedDiff(path, null, text));
  return {
    repository,
    patch: patches.join(''),
    targets,
    after,
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

const SLOW_FILES = [
  'lib/orders.js',
  'lib/recommendations.js',
  'lib/similarity.js',
  'db/migrations/003_order_status_index.sql',
];

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, edit) => applyEdit(now, edit), text);
}

async function writeInto(directory: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(directory, path)), { recursive: true });
  await writeFile(join(directory, path), text);
}
