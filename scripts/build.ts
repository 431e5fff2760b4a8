// Makes dist/: `npm run build`. With --check it only says whether dist/ is what a fresh build makes.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { differences, writeDist } from './build/dist-folder.ts';
import { makeDist } from './build/make-dist.ts';

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, out: { type: 'string', default: 'dist' } },
});
const root = join(import.meta.dirname, '..');
const folder = resolve(root, values.out);

const files = await makeDist(root);

if (values.check) {
  const found = await differences(folder, files);
  for (const line of found) console.error(`${values.out}/${line}`);
  if (found.length > 0) {
    console.error(
      `${values.out}/ is not what a fresh build makes: run \`npm run build\` and commit the result.`,
    );
    process.exitCode = 1;
  }
} else {
  await writeDist(folder, files);
  const kilobytes =
    [...files.values()].reduce((sum, file) => sum + Buffer.byteLength(file.content), 0) / 1000;
  console.log(`${values.out}/: ${files.size} files, ${Math.round(kilobytes)} kB`);
}
