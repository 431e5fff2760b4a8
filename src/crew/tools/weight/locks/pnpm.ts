// pnpm-lock.yaml, versions 5 to 9: `importers` name what is direct, `snapshots` (9) or `packages` (before) what needs what.
import { parse } from 'yaml';
import { type Lock, type LockedPackage, needsOf, tableOf, wordOf } from './lock.ts';

export function readPnpmLock(folder: string, text: string): Lock {
  const lock = tableOf(parse(text));
  const described = tableOf(lock['packages']);
  const snapshots = 'snapshots' in lock ? tableOf(lock['snapshots']) : described;
  const importers = 'importers' in lock ? Object.values(tableOf(lock['importers'])).map(tableOf) : [lock];
  const idOf = (name: string, value: unknown): string | null => {
    const version = wordOf(value) || wordOf(tableOf(value)['version']);
    const wanted = [`${name}@${version}`, `/${name}@${version}`, `/${name}/${version}`, version];
    return wanted.find((id) => id in snapshots) ?? null;
  };
  const named = (isDev: boolean): readonly string[] =>
    importers.flatMap((importer) =>
      needsOf(isDev ? { dependencies: importer['devDependencies'] } : importer, false).flatMap(
        ([name, value]) => idOf(name, value) ?? [],
      ),
    );
  const direct = new Set([...named(false), ...named(true)]);
  const packages = new Map<string, LockedPackage>();
  for (const [id, value] of Object.entries(snapshots)) {
    const plain = id.replace(/\(.*$/, '');
    const about = { ...tableOf(described[plain]), ...tableOf(described[id]), ...tableOf(value) };
    const [, name = plain, version = ''] = /^\/?(@?[^@]+?)[@/]([^@/]+)$/.exec(plain) ?? [];
    packages.set(id, {
      id,
      name,
      version: version.replace(/_.*$/, ''),
      isDev: about['dev'] === true,
      hasInstallScript: 'snapshots' in lock ? null : about['requiresBuild'] === true,
      isForPlatform: 'os' in about || 'cpu' in about || 'libc' in about,
      uses: needsOf(about, false).flatMap(([need, at]) => idOf(need, at) ?? []),
    });
  }
  if (!('snapshots' in lock)) return { folder, packages, direct };
  const shipped = reached(named(false), packages);
  return {
    folder,
    direct,
    packages: new Map([...packages].map(([id, one]) => [id, { ...one, isDev: !shipped.has(id) }])),
  };
}

/** Version 9 marks nothing as for development: it is what nothing shipped needs. */
export function reached(
  from: readonly string[],
  packages: ReadonlyMap<string, LockedPackage>,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id) || !packages.has(id)) continue;
    seen.add(id);
    waiting.push(...(packages.get(id)?.uses ?? []));
  }
  return seen;
}
