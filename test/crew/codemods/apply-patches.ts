// Patches as a repository takes them: by real git, in a folder of its own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../../../src/crew/source-file.ts';

const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

export interface Checkout extends Disposable {
  readonly folder: string;
  readonly apply: (patch: string) => void;
  readonly write: (path: string, text: string) => void;
  /** Null where there is no such file. */
  readonly read: (path: string) => string | null;
}

export function checkOut(files: readonly SourceFile[]): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'perfcrew-patch-'));
  execFileSync('git', ['init', '-q'], { cwd: folder, env });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const { path, text } of files) write(path, text);
  return {
    folder,
    apply: (patch) =>
      void execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, env, input: patch }),
    write,
    read: (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
