// yarn.lock of both families: entries stand under the ranges that asked for them. Berry's is YAML; classic's is nearly so, and read here.
import { parse } from 'yaml';
import { type Lock, type LockedPackage, needsOf, tableOf, wordOf } from './lock.ts';
import { reached } from './pnpm.ts';

type Table = Readonly<Record<string, unknown>>;

/** The manifests tell which are direct: classic's lock file does not. */
export function readYarnLock(folder: string, text: string, manifests: readonly Table[]): Lock {
  const entries = text.includes('__metadata:') ? tableOf(parse(text)) : classicEntries(text);
  const idOf = new Map<string, string>();
  for (const [id] of Object.entries(entries))
    for (const range of id.split(/,\s*/)) idOf.set(range.replace(/^"|"$/g, ''), id);
  const find = ([name, range]: readonly [string, unknown]): readonly string[] => {
    const wanted = wordOf(range);
    const id = idOf.get(`${name}@${wanted}`) ?? idOf.get(`${name}@npm:${wanted}`);
    return id === undefined ? [] : [id];
  };
  const packages = new Map<string, LockedPackage>();
  for (const [id, value] of Object.entries(entries)) {
    const entry = tableOf(value);
    if (id === '__metadata' || /@(workspace|link|portal):/.test(wordOf(entry['resolution']) || id)) continue;
    if (wordOf(entry['version']) === '') continue;
    packages.set(id, {
      id,
      name: /^"?(@?[^@]+)@/.exec(id)?.[1] ?? id,
      version: wordOf(entry['version']),
      isDev: false,
      hasInstallScript: null,
      isForPlatform: /\b(os|cpu|libc)=/.test(wordOf(entry['conditions'])),
      uses: needsOf(entry, false).flatMap(find),
    });
  }
  const shipped = reached(
    manifests.flatMap((one) => needsOf(one, false).flatMap(find)),
    packages,
  );
  const direct = new Set(manifests.flatMap((one) => needsOf(one, true).flatMap(find)));
  return {
    folder,
    direct,
    packages: new Map([...packages].map(([id, one]) => [id, { ...one, isDev: !shipped.has(id) }])),
  };
}

function classicEntries(text: string): Table {
  const entries: Record<string, Record<string, unknown>> = Object.create(null);
  let entry: Record<string, unknown> = {};
  let part: Record<string, unknown> = entry;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const depth = line.length - line.trimStart().length;
    const content = line.trim();
    if (depth === 0) {
      entry = {};
      entries[content.slice(0, -1).replaceAll('"', '')] = entry;
    } else if (depth === 2 && content.endsWith(':')) {
      part = {};
      entry[content.slice(0, -1)] = part;
    } else {
      const [, name = '', value = ''] = /^"?([^"\s]+)"?\s+"?([^"]*)"?$/.exec(content) ?? [];
      (depth === 2 ? entry : part)[name] = value;
    }
  }
  return entries;
}
