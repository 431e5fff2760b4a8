// Synchronous calls of files, processes, hashes and compression, where code runs while others wait.
import type { Node } from '@babel/types';
import { type Call, pathOf } from '../calls.ts';
import { handlerOf } from '../handlers.ts';
import type { FunctionNode } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

/** What moves bytes or lists folders; one look at a file's state is as quick as handing it to another thread. */
const FILES =
  /^(readFile|writeFile|appendFile|readdir|copyFile|cp|rm|rmdir|mkdir|mkdtemp|unlink|rename|symlink|readlink|realpath|truncate|utimes|read|write|copy|move|remove|emptyDir|ensureDir|ensureFile|outputFile|outputJson|readJson|readJSON|writeJson|writeJSON|glob|opendir)Sync$/;
/** As quick as handing it to another thread, or about renders and not about files. */
const LOOKS =
  /^(exists|stat|lstat|fstat|access|flush|existsOr\w*|watch|pathExists|isExisting|open|close|fsync|read|write)Sync$|^(flush|run|act|batch)Sync$/;
const OTHERS =
  /^(exec|execFile|execa|spawn|pbkdf2|scrypt|hash|compare|generateKeyPair|gzip|gunzip|deflate|inflate|inflateRaw|deflateRaw|unzip|brotliCompress|brotliDecompress)Sync$/;

const COMMANDS = /(^|\/)(cli|bin)(\/|\.[cm]?[jt]s$)/;

export const syncIo: Rule = {
  id: 'sync-io',
  category: 'sync_fs',
  cost: 'blocks the event loop',
  severity: 'high',
  confidence: 'high',
  why: 'Until the call returns nothing else of the process runs: no other request, timer or answer.',
  mend: 'Await the asynchronous call of the same name (`node:fs/promises`, promisified child processes, crypto and zlib).',
  bad: `import fs from 'node:fs';
  export async function load(path: string) { return JSON.parse(fs.readFileSync(path, 'utf8')); }`,
  good: `import fs from 'node:fs/promises';
  export async function load(path: string) { return JSON.parse(await fs.readFile(path, 'utf8')); }`,
  check: (source) =>
    source.calls.flatMap((call) => {
      if (!(isBlocking(call) || isUnknownSync(call))) return [];
      if (isUntimed(source.path) && !(COMMANDS.test(source.path) && isBlocking(call) && awaitsFiles(source)))
        return [];
      const owner = runOf(call.node, source);
      const isWaiting = owner !== null && (owner.async || handlerOf(call.node, source) !== null);
      return isWaiting
        ? [
            {
              node: call.node,
              message: `\`${pathOf(call.callee) || call.name}\` blocks the event loop inside ${owner.async ? 'an async function' : 'a request handler'}.`,
            },
          ]
        : [];
    }),
};

/** Who awaits files elsewhere in a command line lets others run there. */
function awaitsFiles({ calls, tree, scopes }: Source): boolean {
  return calls.some(({ node, path, callee, object }) => {
    if (tree.parent(node)?.type !== 'AwaitExpression') return false;
    const root = object ?? callee;
    const from = root.type === 'Identifier' ? scopes.resolve(root)?.from : null;
    return /(^|\.)fs\.promises\.\w+$/.test(path) || /^((node:)?fs\/promises|fs-extra)$/.test(from ?? '');
  });
}

/** Named as the blocking one of two; who waits anyway could wait for the other. */
function isUnknownSync({ name, args, isNew }: Call): boolean {
  return !isNew && args.length > 0 && /[a-z]Sync$/.test(name) && !LOOKS.test(name);
}

/** The function in whose run it happens: callbacks of lists run in their caller. */
function runOf(node: Node, source: Source): FunctionNode | null {
  let owner = source.functionOf(node);
  while (owner !== null && !owner.async && source.repeats(node).some((repeat) => repeat.node === owner))
    owner = source.functionOf(owner);
  return owner;
}

export function isBlocking({ name }: Call): boolean {
  return FILES.test(name) || OTHERS.test(name);
}

/** Tests, builds, examples, command lines and what runs at night. */
function isUntimed(path: string): boolean {
  return /^(build|tools|bin|tasks|utils)\/|(^|\/)(src|lib)\/(cli|bin)\/|(^|\/)(tests?|__tests__|specs?|e2e|scripts?|bench\w*|fixtures?|playground|examples?|migrations?|cron)\/|\.(test|spec|config|bench|stories|setup)\.[cm]?[jt]sx?$|(^|\/)(cli|build|bootstrap[\w-]*)\.[cm]?[jt]s$|(^|\/)create-[\w-]+\//i.test(
    path,
  );
}

/** Nor does anybody wait for single commands and configuration; but who writes an async function there lets others run. */
export function isScript(path: string): boolean {
  return isUntimed(path) || /(^|\/)(src|lib)\/commands\/|(^|\/)(setup|config)\w*\.[cm]?[jt]s$/i.test(path);
}
