// What somebody who had the thinking process do his bidding could reach: each attempt is code run under the flags of that zone.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseLinks } from '../../src/io/zones/refuse-links.ts';
import { thinkCommand } from '../../src/run/zones/think-command.ts';
import { thinkEnvironment } from '../../src/run/zones/zone-environment.ts';
import { tried, type Tried } from './tried.ts';

const PROGRAMS = join(import.meta.dirname, '../../src');
const MODEL = "Node's permission model";

export async function tryThinkZone(): Promise<readonly Tried[]> {
  const root = await mkdtemp(join(tmpdir(), 'perfcrew-think-'));
  try {
    const run = join(root, '.perfcrew');
    await mkdir(run);
    await writeFile(join(root, 'source.js'), 'secret of the repository');
    await symlink(join(root, 'source.js'), join(run, 'crew'));
    const file = (path: string): string => `require('node:fs').readFileSync(${JSON.stringify(path)}, 'utf8')`;
    const rows: readonly (readonly [attempt: string, code: string])[] = [
      ['starts a program', "require('node:child_process').execFileSync('id')"],
      ['replaces itself by a program', "process.execve('/usr/bin/id', ['id'])"],
      ['starts a worker thread', "new (require('node:worker_threads').Worker)('1', { eval: true })"],
      ['loads a native addon', "process.dlopen({ exports: {} }, '/tmp/addon.node')"],
      ['opens a debugger', "new (require('node:inspector').Session)().connect()"],
      ['reads a file of the repository', file(join(root, 'source.js'))],
      ['reads the home folder', `require('node:fs').readdirSync(${JSON.stringify(homedir())})`],
      ['reads /proc/self/environ', file('/proc/self/environ')],
      [
        'reads the environment of its parent',
        "require('node:fs').readFileSync('/proc/' + process.ppid + '/environ')",
      ],
      [
        'writes a file of the repository',
        `require('node:fs').writeFileSync(${JSON.stringify(join(root, 'source.js'))}, '')`,
      ],
      [
        'makes a link out of its folder',
        `require('node:fs').symlinkSync('/etc', ${JSON.stringify(join(run, 'out'))})`,
      ],
    ];
    const allowed = runThere(
      run,
      `require('node:fs').writeFileSync(${JSON.stringify(join(run, 'own'))}, 'x')`,
    );
    return [
      tried('the thinking process writes in its own folder', {
        zone: 'think',
        stoppedBy: 'nothing; this is the control',
        through: allowed.code !== 'done',
        seen: allowed.code,
      }),
      ...rows.map(([attempt, code]) => {
        const { code: seen } = runThere(run, code);
        return tried(`the thinking process ${attempt}`, {
          zone: 'machine',
          stoppedBy: MODEL,
          incident: attempt.includes('environ') ? 'agents that could read /proc/self/environ, 2026-06' : null,
          through: !/^ERR_(ACCESS_DENIED|DLOPEN_DISABLED)$/.test(seen),
          seen,
        });
      }),
      tried('a link in the folder of the run that leads the thinking process into the repository', {
        zone: 'machine',
        stoppedBy: 'the folder is searched for links before each round',
        ...(await refused(() => refuseLinks([join(run, 'crew')]))),
      }),
      await debuggerRow(run),
      ...environmentRows(),
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function runThere(run: string, code: string): { readonly code: string } {
  const { command } = thinkCommand({ programsDirectory: PROGRAMS, writable: [run] }, []);
  const [program, ...flags] = command.slice(0, -1);
  const script = `try { ${code}; console.log('done') } catch (error) { console.log(error.code ?? error.message) }`;
  const answer = spawnSync(program ?? '', [...flags, '--eval', script], {
    cwd: run,
    encoding: 'utf8',
    env: thinkEnvironment(process.env),
    timeout: 20_000,
  });
  return { code: answer.stdout.trim() || answer.stderr.trim().slice(-200) };
}

/** SIGUSR1 makes Node listen for a debugger; any process of the same user may send it. */
async function debuggerRow(run: string): Promise<Tried> {
  const { command } = thinkCommand({ programsDirectory: PROGRAMS, writable: [run] }, []);
  const [program = '', ...flags] = command.slice(0, -1);
  const script = "console.log('up'); process.stdin.on('data', () => process.exit(0))";
  const child = spawn(program, [...flags, '--eval', script], { cwd: run, env: {}, stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGUSR1');
  child.stdin.write('end');
  await ended;
  return tried('a process of the same user asks the thinking process for a debugger (SIGUSR1)', {
    zone: 'think',
    stoppedBy: 'the signal is switched off',
    through: said.includes('Debugger listening'),
    seen: said.trim().slice(0, 100) || 'no answer',
  });
}

async function refused(attempt: () => Promise<unknown>): Promise<Pick<Tried, 'through' | 'seen'>> {
  try {
    await attempt();
    return { through: true, seen: 'nobody minded' };
  } catch (error) {
    return { through: false, seen: error instanceof Error ? error.message.slice(0, 200) : String(error) };
  }
}

function environmentRows(): readonly Tried[] {
  const secrets = [
    'GITHUB_TOKEN',
    'NPM_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'NODE_OPTIONS',
    'DATABASE_URL',
    'HOME',
    'PATH',
  ];
  const seen = Object.keys(thinkEnvironment(Object.fromEntries(secrets.map((name) => [name, 'x']))));
  return [
    tried('the thinking process reads tokens, NODE_OPTIONS, PATH and HOME from its environment', {
      zone: 'think',
      stoppedBy: 'an allow-list of variables',
      through: seen.length > 0,
      seen: seen.join(', ') || 'none of them',
    }),
  ];
}
