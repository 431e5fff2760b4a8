// How a server is started for production: the script its authors wrote, or the file that listens.
import { dependsOn, type Package } from './package-json.ts';
import { runProgram, runScript, type PackageManager } from './package-manager.ts';
import { joinPath, type Repository } from './repository.ts';

export interface StartFacts {
  readonly command: string;
  /** Where it was read: `scripts.start` or a file. */
  readonly source: string;
  /** True where the command itself carries `{port}`. */
  readonly portInCommand: boolean;
  readonly guessed: boolean;
}

const SCRIPTS = ['start:prod', 'start:production', 'start', 'serve', 'server', 'preview'];
const WATCHER =
  /\b(nodemon|ts-node-dev|tsx\s+watch|concurrently|vite(\s+dev)?$|next\s+dev|nest\s+start|webpack\s+serve|react-scripts\s+start)\b|--watch\b|--hot\b/;
const ENTRIES = ['server', 'app', 'index', 'main'].flatMap((name) =>
  ['', 'src/', 'server/', 'bin/'].flatMap((folder) =>
    ['js', 'mjs', 'cjs', 'ts', 'mts'].map((end) => `${folder}${name}.${end}`),
  ),
);

export async function findStart(
  pkg: Package,
  manager: PackageManager,
  repository: Repository,
): Promise<StartFacts | null> {
  const script = SCRIPTS.find((name) => pkg.scripts[name] !== undefined && !WATCHER.test(pkg.scripts[name]));
  if (script !== undefined) return fromScript(script, pkg, manager);
  const candidates = [...(pkg.main === undefined ? [] : [pkg.main.replace(/^\.\//, '')]), ...ENTRIES];
  for (const entry of candidates) {
    const text = await repository.read(joinPath(pkg.directory, entry));
    if (text !== null && /\.listen\(|\bserve\(/.test(text)) {
      const typescript = entry.endsWith('ts') && dependsOn(pkg, 'tsx');
      return {
        command: typescript ? runProgram(manager, `tsx ${entry}`) : `node ${entry}`,
        source: joinPath(pkg.directory, entry),
        portInCommand: false,
        guessed: true,
      };
    }
  }
  return null;
}

function fromScript(name: string, pkg: Package, manager: PackageManager): StartFacts {
  const script = pkg.scripts[name] ?? '';
  const source = `scripts.${name} of ${joinPath(pkg.directory, 'package.json')}`;
  const withPort = script.replace(/(--port[ =]|-p |-l |--listen[ =])\d{2,5}\b/, '$1{port}');
  if (withPort !== script && isOneCommand(script)) {
    const command = startsWithNode(script) ? withPort : runProgram(manager, withPort);
    return { command, source, portInCommand: true, guessed: false };
  }
  // Started directly, no package manager stands between perfcrew and the server.
  const command = isOneCommand(script) && startsWithNode(script) ? script : runScript(manager, name);
  return { command, source, portInCommand: false, guessed: false };
}

function isOneCommand(script: string): boolean {
  return !/[&|;<>`]|\$\(|cross-env|dotenv/.test(script);
}

/** Assignments in front are fine: commands are run by a shell. */
function startsWithNode(script: string): boolean {
  return /^(\w+=\S+\s+)*node\s/.test(script);
}
