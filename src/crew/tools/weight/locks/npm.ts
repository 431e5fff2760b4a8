// package-lock.json, versions 2 and 3: `packages` is a picture of the folders, and a name is looked for from the inside outwards.
// npm, "package-lock.json", section packages.
import { type Lock, type LockedPackage, needsOf, tableOf, wordOf } from './lock.ts';

export function readNpmLock(folder: string, text: string): Lock {
  const entries = tableOf(tableOf(JSON.parse(text))['packages']);
  const packages = new Map<string, LockedPackage>();
  const direct = new Set<string>();
  for (const [id, value] of Object.entries(entries)) {
    const entry = tableOf(value);
    const uses = (withDev: boolean): readonly string[] =>
      needsOf(entry, withDev).flatMap(([name]) => resolve(id, name, entries) ?? []);
    if (!id.includes('node_modules/')) for (const used of uses(true)) direct.add(used);
    if (!id.includes('node_modules/') || entry['link'] === true) continue;
    packages.set(id, {
      id,
      name: wordOf(entry['name']) || id.slice(id.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: wordOf(entry['version']),
      isDev: entry['dev'] === true || entry['devOptional'] === true,
      hasInstallScript: entry['hasInstallScript'] === true,
      isForPlatform: 'os' in entry || 'cpu' in entry || 'libc' in entry,
      uses: uses(false),
    });
  }
  return { folder, packages, direct };
}

function resolve(from: string, name: string, entries: Readonly<Record<string, unknown>>): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const id = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (id in entries && tableOf(entries[id])['link'] !== true) return id;
    if (at === '') return null;
  }
}
