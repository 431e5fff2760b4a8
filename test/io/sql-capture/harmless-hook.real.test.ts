// The hook never gets in the app's way: what it cannot do is counted, and the app runs as without it.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hookEnvironment } from '../../../src/io/sql-capture/read-hook.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phh-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What the program printed, with the hook in it. */
async function output(source: string, sockets = join(folder, 'sockets')): Promise<string> {
  const path = join(folder, 'program.mjs');
  await writeFile(path, source);
  const env = { ...process.env, ...hookEnvironment({ socketsDirectory: sockets }) };
  const { stdout } = await run(process.execPath, [path], { env });
  return stdout.trim();
}

test('a folder it cannot write to changes nothing', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  expect(await output("console.log('runs')", join(file, 'below'))).toBe('runs');
});

test('an app that traces stacks its own way keeps it', async () => {
  const source = `
    import { createServer } from 'node:http';
    Error.prepareStackTrace = (_, sites) => sites;
    const limit = Error.stackTraceLimit;
    const server = createServer((request, response) => response.end(String(Array.isArray(new Error('x').stack))));
    server.listen(0, async () => {
      const response = await fetch('http://127.0.0.1:' + server.address().port);
      console.log(await response.text(), limit === Error.stackTraceLimit);
      server.close();
    });`;
  expect(await output(source)).toBe('true true');
});

test('a package of the drivers whose classes are other than known loads as it is', async () => {
  for (const name of ['pg', 'postgres']) {
    const file = name === 'pg' ? 'lib/query.js' : 'src/query.js';
    const root = join(folder, 'node_modules', name);
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(
      join(root, 'package.json'),
      JSON.stringify({ name, main: file, type: name === 'pg' ? 'commonjs' : 'module' }),
    );
    await writeFile(
      join(root, file),
      name === 'pg' ? "module.exports = 'no class'" : 'class Query {}\nexport { Query };\n',
    );
  }
  const source = `
    import pg from 'pg';
    import { Query } from 'postgres';
    console.log(pg, typeof Query, new Query() instanceof Query);`;
  expect(await output(source)).toBe('no class function true');
});
