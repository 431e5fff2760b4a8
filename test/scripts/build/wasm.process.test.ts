// WebAssembly as bundled: found beside the bundle, in a folder without node_modules.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeDist } from '../../../scripts/build/dist-folder.ts';
import { makeDist } from '../../../scripts/build/make-dist.ts';
import { openShell } from '../../../src/io/shell/open-shell.ts';

const root = join(import.meta.dirname, '../../..');

it('reads SQL with the grammar that lies beside the bundle', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
  try {
    const module = join(root, 'src/measure/n-plus-one/fingerprint-statement.ts');
    await writeFile(
      join(folder, 'entry.ts'),
      `import { openFingerprinter } from ${JSON.stringify(module)};
       const fingerprint = await openFingerprinter();
       console.log(fingerprint('SELECT 1').isParsed);`,
    );
    const plan = { entry: join(folder, 'entry.ts'), file: 'entry.js', executable: false, keepNames: false };
    await writeDist(join(folder, 'dist'), await makeDist(root, [plan]));

    await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
    const result = await shell.run([process.execPath, join(folder, 'dist/entry.js')], {
      directory: folder,
      trust: 'scrubbed',
    });
    expect(result).toMatchObject({ exitCode: 0, stderr: '', stdout: 'true\n' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
