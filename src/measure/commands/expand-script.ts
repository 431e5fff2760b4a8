// Writes out what `npm test` and its like really run, from the scripts of package.json.
import type { Manifest } from './parse-manifest.ts';

const RUN_SCRIPT =
  /^(?:npm|pnpm|yarn|bun)(?:\s+(?:-s|--silent|-q|--quiet))*\s+(?:run(?:-script)?\s+(?:(?:-s|--silent)\s+)?)?(?<name>[\w:.-]+)(?<rest>(?:\s.*)?)$/;

const DEPTH = 4;

export interface ExpandedScript {
  readonly command: string;
  /** True where package.json runs something before or after it, which running it directly would leave out. */
  readonly hooked: boolean;
}

export function expandScript(command: string, manifest: Manifest | null, depth = DEPTH): ExpandedScript {
  const plain = { command: command.trim(), hooked: false };
  const match = RUN_SCRIPT.exec(plain.command)?.groups;
  if (!match || manifest === null || depth === 0) return plain;
  const name = match['name'] === 't' || match['name'] === 'tst' ? 'test' : (match['name'] ?? '');
  const script = manifest.scripts[name];
  if (script === undefined) return plain;
  const rest = (match['rest'] ?? '').trim().replace(/^--(\s+|$)/, '');
  const inner = expandScript(rest === '' ? script : `${script} ${rest}`, manifest, depth - 1);
  const hooked =
    manifest.scripts[`pre${name}`] !== undefined || manifest.scripts[`post${name}`] !== undefined;
  return { command: inner.command, hooked: hooked || inner.hooked };
}
