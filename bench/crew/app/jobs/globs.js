// Finds the files of a build, as a task runner does.
import { createRequire } from 'node:module';

const micromatch = createRequire(import.meta.url)('../lib/micromatch');

const files = Array.from(
  { length: 6000 },
  (_, at) => `packages/p${at % 40}/${at % 3 === 0 ? 'old' : 'new'}/file${at}.js`,
);
let found = 0;
for (let round = 0; round < 8; round += 1)
  found += micromatch(files, ['packages/**/*.js', '!packages/*/old/*.js']).length;
console.log(found);
