// The four kinds of lock files tell the same story of one change: moment comes with a direct dependency, ms goes up, old doubles appear.
import { expect, test } from 'vitest';
import { weighChange } from '../../../../src/crew/tools/weight/weigh-change.ts';
import { weightReportSchema, type WeightReport } from '../../../../src/crew/tools/weight/weight-report.ts';

const manifest = (dependencies: Record<string, string>): string =>
  JSON.stringify(
    { name: 'shop', version: '1.0.0', dependencies, devDependencies: { tap: '^1.0.0' } },
    null,
    2,
  );
const BASE = manifest({ debug: '^4.0.0' });
const HEAD = manifest({ debug: '^4.0.0', moment: '^2.0.0', bcrypt: '^5.0.0' });

const npm = (head: boolean): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': JSON.parse(head ? HEAD : BASE),
      'node_modules/debug': { version: '4.1.0', dependencies: { ms: '^2.0.0' } },
      'node_modules/ms': { version: head ? '2.1.0' : '2.0.0' },
      'node_modules/tap': { version: '1.0.0', dev: true },
      ...(head && {
        'node_modules/moment': { version: '2.30.1', dependencies: { ms: '^1.0.0' } },
        'node_modules/moment/node_modules/ms': { version: '1.0.0' },
        'node_modules/bcrypt': {
          version: '5.1.0',
          hasInstallScript: true,
          dependencies: { 'node-addon-api': '^5.0.0' },
        },
        'node_modules/node-addon-api': { version: '5.0.0' },
      }),
    },
  });

const PNPM_HEAD = [
  '      moment: { specifier: ^2.0.0, version: 2.30.1 }',
  '      bcrypt: { specifier: ^5.0.0, version: 5.1.0 }',
];
const pnpm = (head: boolean): string =>
  [
    "lockfileVersion: '9.0'",
    'importers:',
    '  .:',
    '    dependencies:',
    '      debug: { specifier: ^4.0.0, version: 4.1.0(x@1.0.0) }',
    ...(head ? PNPM_HEAD : []),
    '    devDependencies:',
    '      tap: { specifier: ^1.0.0, version: 1.0.0 }',
    'packages:',
    '  debug@4.1.0: { resolution: {} }',
    'snapshots:',
    `  debug@4.1.0(x@1.0.0): { dependencies: { ms: ${head ? '2.1.0' : '2.0.0'} } }`,
    `  ms@${head ? '2.1.0' : '2.0.0'}: {}`,
    '  tap@1.0.0: {}',
    ...(head
      ? [
          '  moment@2.30.1: { dependencies: { ms: 1.0.0 } }',
          '  ms@1.0.0: {}',
          '  bcrypt@5.1.0: { dependencies: { node-addon-api: 5.0.0 } }',
          '  node-addon-api@5.0.0: {}',
        ]
      : []),
  ].join('\n');

interface Entry {
  readonly name: string;
  readonly range: string;
  readonly version: string;
  readonly needs?: readonly [string, string];
}
const entries = (head: boolean): readonly Entry[] => [
  { name: 'debug', range: '^4.0.0', version: '4.1.0', needs: ['ms', '^2.0.0'] },
  { name: 'ms', range: '^2.0.0', version: head ? '2.1.0' : '2.0.0' },
  { name: 'tap', range: '^1.0.0', version: '1.0.0' },
  ...(head
    ? ([
        { name: 'moment', range: '^2.0.0', version: '2.30.1', needs: ['ms', '^1.0.0'] },
        { name: 'ms', range: '^1.0.0', version: '1.0.0' },
        { name: 'bcrypt', range: '^5.0.0', version: '5.1.0', needs: ['node-addon-api', '^5.0.0'] },
        { name: 'node-addon-api', range: '^5.0.0', version: '5.0.0' },
      ] as const)
    : []),
];
const classic = (head: boolean): string =>
  `# yarn lockfile v1\n\n\n${entries(head)
    .map(
      ({ name, range, version, needs }) =>
        `"${name}@${range}", ${name}@~${version}:\n  version "${version}"\n  resolved "https://registry.test/a.tgz#1"\n${needs ? `  dependencies:\n    "${needs[0]}" "${needs[1]}"\n` : ''}`,
    )
    .join('\n')}`;
const berry = (head: boolean): string =>
  `__metadata:\n  version: 8\n\n${entries(head)
    .map(
      ({ name, range, version, needs }) =>
        `"${name}@npm:${range}":\n  version: ${version}\n  resolution: "${name}@npm:${version}"\n${needs ? `  dependencies:\n    ${needs[0]}: "npm:${needs[1]}"\n` : ''}`,
    )
    .join('\n')}\n"shop@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "shop@workspace:."\n`;

const LOCKS: readonly (readonly [string, (head: boolean) => string])[] = [
  ['package-lock.json', npm],
  ['pnpm-lock.yaml', pnpm],
  ['yarn.lock', classic],
  ['yarn.lock of berry', berry],
];
const weigh = (name: string, lock: (head: boolean) => string): WeightReport => {
  const path = name.split(' ')[0] ?? name;
  return weighChange({
    base: {
      files: [
        { path: 'package.json', text: BASE },
        { path, text: lock(false) },
      ],
    },
    head: {
      files: [
        { path: 'package.json', text: HEAD },
        { path, text: lock(true) },
      ],
    },
  });
};

const byName = ([one]: readonly unknown[], [other]: readonly unknown[]): number =>
  String(one).localeCompare(String(other), 'en');

test.each(LOCKS)('%s', (name, lock) => {
  const report = weigh(name, lock);
  expect(weightReportSchema.parse(report)).toEqual(report);
  const { added, removed, upgraded, direct, duplicates, count } = report.packages;
  expect(added.map((one) => [one.name, one.version, one.isDirect]).toSorted(byName)).toEqual([
    ['bcrypt', '5.1.0', true],
    ['moment', '2.30.1', true],
    ['node-addon-api', '5.0.0', false],
  ]);
  expect(removed).toEqual([]);
  expect(upgraded).toEqual([{ folder: '', name: 'ms', from: ['2.0.0'], to: ['1.0.0', '2.1.0'] }]);
  expect(duplicates).toEqual([{ folder: '', name: 'ms', versions: ['1.0.0', '2.1.0'], isNew: true }]);
  expect(
    direct
      .map((one) => [one.name, one.bringsCount, one.alonePackageCount, one.isDev, one.isNative])
      .toSorted(byName),
  ).toEqual([
    ['bcrypt', 1, 1, false, true],
    ['debug', 1, 1, false, false],
    ['moment', 1, 1, false, false],
    ['tap', 0, 0, true, false],
  ]);
  expect(count).toEqual({ base: 3, head: 7 });
});

test('what deserves a look is told with its line in package.json', () => {
  const found = weigh('package-lock.json', npm).findings.map(({ kind, location, origin }) => [
    kind,
    location?.line,
    origin,
  ]);
  expect(found).toEqual([
    ['heavy-package', 6, 'change'],
    ['install-script', 7, 'change'],
    ['duplicate-package', undefined, 'change'],
  ]);
});

test('a broken lock file counts as absent', () => {
  for (const path of ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'])
    for (const text of ['', '<<<<<<< HEAD', '{', 'a: [', 'null'])
      expect(weighChange({ base: { files: [] }, head: { files: [{ path, text }] } }).packages.added).toEqual(
        [],
      );
});
