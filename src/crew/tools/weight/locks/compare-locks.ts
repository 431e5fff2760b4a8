// What installing head brings and base did not, by name and version.
import type { WeightReport } from '../weight-report.ts';
import type { Lock, LockedPackage } from './lock.ts';
import { reached } from './pnpm.ts';

type Packages = WeightReport['packages'];
type Locks = ReadonlyMap<string, Lock>;
const BUILDERS =
  /^(node-gyp(-build)?|prebuild-install|node-pre-gyp|@mapbox\/node-pre-gyp|bindings|nan|node-addon-api|cmake-js)$/;

export function compareLocks(base: Locks, head: Locks): Packages {
  const folders = [...new Set([...base.keys(), ...head.keys()])].toSorted();
  const sum = (locks: Locks): number =>
    [...locks.values()].reduce((total, { packages }) => total + packages.size, 0);
  const empty: Lock = { folder: '', packages: new Map(), direct: new Set() };
  const pairs = folders.map((folder) => {
    const [before, after] = [base.get(folder) ?? empty, head.get(folder) ?? empty];
    return { folder, before, after, from: versionsOf(before), to: versionsOf(after) };
  });
  return {
    added: pairs.flatMap(({ after, from, folder }) => onlyHere(after, from, folder)),
    removed: pairs.flatMap(({ before, to, folder }) => onlyHere(before, to, folder)),
    upgraded: pairs.flatMap(({ folder, from, to }) =>
      [...to].flatMap(([name, versions]) => {
        const old = from.get(name);
        return old === undefined || old.join() === versions.join()
          ? []
          : [{ folder, name, from: old, to: versions }];
      }),
    ),
    direct: pairs.flatMap(({ folder, after }) =>
      [...after.direct].flatMap((id) => {
        const one = after.packages.get(id);
        return one === undefined ? [] : [{ ...describe(one, after, folder), ...brings(id, after) }];
      }),
    ),
    duplicates: pairs.flatMap(({ folder, from, to }) =>
      [...to].flatMap(([name, versions]) =>
        versions.length < 2
          ? []
          : [{ folder, name, versions, isNew: (from.get(name)?.length ?? 0) < versions.length }],
      ),
    ),
    count: { base: sum(base), head: sum(head) },
  };
}

function versionsOf({ packages }: Lock): ReadonlyMap<string, string[]> {
  const byName = Map.groupBy(packages.values(), ({ name }) => name);
  return new Map(
    [...byName]
      .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
      .map(([name, all]) => [name, [...new Set(all.map(({ version }) => version))].toSorted()]),
  );
}

function onlyHere(lock: Lock, other: ReadonlyMap<string, unknown>, folder: string): Packages['added'] {
  return [...lock.packages.values()].flatMap((one) =>
    other.has(one.name) ? [] : [describe(one, lock, folder)],
  );
}

function describe(one: LockedPackage, { direct, packages }: Lock, folder: string): Packages['added'][number] {
  const isBuilt = one.uses.some((id) => BUILDERS.test(packages.get(id)?.name ?? ''));
  const { name, version, isDev, hasInstallScript } = one;
  return {
    folder,
    name,
    version,
    isDirect: direct.has(one.id),
    isDev,
    hasInstallScript,
    isNative: one.isForPlatform || isBuilt,
  };
}

function brings(
  id: string,
  { direct, packages }: Lock,
): Pick<Packages['direct'][number], 'bringsCount' | 'alonePackageCount'> {
  const all = reached([id], packages);
  const others = reached(
    [...direct].filter((one) => one !== id),
    packages,
  );
  return {
    bringsCount: all.size - 1,
    alonePackageCount: [...all].filter((one) => one !== id && !others.has(one)).length,
  };
}
