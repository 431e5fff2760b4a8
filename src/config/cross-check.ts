// Finds what no single key can know: targets without an app, names used twice, budgets for nobody, secrets in the open.
import { checkProduction } from './check-production.ts';
import type { Complaint } from './complaint.ts';
import { METHOD_DEFAULT, readOutline, type Outline } from './outline.ts';
import { nearest } from './nearest.ts';
import { isSignedByShared, secretIn, SIGNED_TOKEN } from './secret-shapes.ts';

/** Works on the raw value too, so that these errors are told together with the schema's. */
export function crossCheck(value: unknown): readonly Complaint[] {
  const outline = readOutline(value);
  return CHECKS.flatMap((check) => check(outline));
}

const KINDS = ['pages', 'routes', 'queries', 'commands'] as const;

const CHECKS: readonly ((outline: Outline) => readonly Complaint[])[] = [
  targetsWithoutApp,
  startOrServe,
  queriesWithoutDatabase,
  duplicateNames,
  querySources,
  budgetsForNobody,
  secretsInTheOpen,
  namesPerfcrewSets,
  writesNowhere,
  statisticsFromNowhere,
  pathsOutside,
  checkProduction,
];

function targetsWithoutApp({ app, targets }: Outline): readonly Complaint[] {
  if (app !== undefined) return [];
  return (['pages', 'routes'] as const)
    .filter((kind) => targets[kind].length > 0)
    .map((kind) => ({
      at: ['targets', kind],
      what: `${kind} need a running app, and there is no \`app\``,
      mend: 'Add `app:` with the command that starts it in `start:`, or the folder of a static site in `serve:`',
    }));
}

function startOrServe({ app }: Outline): readonly Complaint[] {
  if (app === undefined) return [];
  const given = [app.start, app.serve].filter((value) => value !== undefined && value !== null);
  if (given.length === 2) {
    return [
      {
        at: ['app', 'serve'],
        what: 'there is `start` as well, and an app is either started or served',
        mend: 'Keep `start:` where a command starts a server, `serve:` where the folder holds a finished site',
      },
    ];
  }
  if (given.length === 1) return [];
  return [
    {
      at: ['app'],
      what: 'has neither `start` nor `serve`',
      mend: 'Add `start:` with the command that starts it, or `serve:` with the folder of a static site',
    },
  ];
}

function queriesWithoutDatabase({ database, targets }: Outline): readonly Complaint[] {
  if (database !== undefined || targets.queries.length === 0) return [];
  return [
    {
      at: ['targets', 'queries'],
      what: 'queries need a database, and there is no `database`',
      mend: 'Add `database:` with the SQL files that create its tables in `schema:`',
    },
  ];
}

function namesOf({
  targets,
}: Outline): Readonly<Record<(typeof KINDS)[number], readonly (string | undefined)[]>> {
  return {
    pages: targets.pages.map(
      (page) => page.name ?? (page.form_factor === 'desktop' ? `${page.path} (desktop)` : page.path),
    ),
    routes: targets.routes.map(
      (route) => route.name ?? (route.path && `${route.method ?? METHOD_DEFAULT} ${route.path}`),
    ),
    queries: targets.queries.map((query) => query.name),
    commands: targets.commands.map((command) => command.name),
  };
}

function duplicateNames(outline: Outline): readonly Complaint[] {
  const names = namesOf(outline);
  return KINDS.flatMap((kind) =>
    names[kind].flatMap((name, index, all): Complaint[] => {
      const first = all.indexOf(name);
      if (name === undefined || first === index) return [];
      return [
        {
          at: ['targets', kind, index],
          what: `called \`${name}\` like targets.${kind}[${first}]; names are unique`,
          mend: 'Give one of them another `name:`, or delete it',
        },
      ];
    }),
  );
}

function querySources({ targets }: Outline): readonly Complaint[] {
  return targets.queries.flatMap((query, index): Complaint[] => {
    const at = ['targets', 'queries', index];
    if (query.sql && query.file) {
      return [{ at, what: 'has both `sql` and `file`', mend: 'Keep the one that holds the statement' }];
    }
    if (query.sql || query.file) return [];
    return [
      {
        at,
        what: 'has neither `sql` nor `file`',
        mend: 'Add `sql:` with the statement, or `file:` with its path',
      },
    ];
  });
}

function budgetsForNobody(outline: Outline): readonly Complaint[] {
  const names = [
    ...new Set(KINDS.flatMap((kind) => namesOf(outline)[kind]).filter((name) => name !== undefined)),
  ];
  // Which results a command has is known only when it has run.
  const sources = outline.targets.commands.filter(({ results }) => results !== undefined);
  const isOfResults = (name: string): boolean =>
    sources.some((command) => command.name !== undefined && name.startsWith(`${command.name}: `));
  return Object.keys(outline.budgets)
    .filter((name) => name !== '*' && !names.includes(name) && !isOfResults(name))
    .map((name) => {
      const meant = nearest(name, names);
      const known =
        names.length === 0
          ? 'there are no targets'
          : `targets are ${names.map((one) => `\`${one}\``).join(', ')}`;
      return {
        at: ['budgets', name],
        what: `no target is called \`${name}\`; ${known}`,
        mend:
          meant === null
            ? 'Write the name of a target, or `"*"` for all of them'
            : `Did you mean \`${meant}\`? Rename it`,
      };
    });
}

function secretsInTheOpen({ app, targets }: Outline): readonly Complaint[] {
  const values = [
    ...Object.entries(app?.env ?? {}).map(([name, value]) => ({ at: ['app', 'env', name], name, value })),
    ...targets.routes.flatMap((route, index) =>
      Object.entries(route.headers)
        // Whoever reads the key in this file can sign such a token anyway.
        .filter(([, value]) => !isSignedByShared(value, Object.keys(app?.env ?? {})))
        .map(([name, value]) => ({ at: ['targets', 'routes', index, 'headers', name], name, value })),
    ),
  ];
  return values.flatMap(({ at, name, value }) => {
    const kind = secretIn(name, value);
    if (kind === null) return [];
    return [
      {
        at,
        what: `the value looks like ${kind}; the code under review and everybody who reads the repository would see it`,
        mend:
          kind === SIGNED_TOKEN
            ? 'Sign a token of a test user by a dummy key that `app.env` gives the app, such as JWT_SECRET, and revoke the real one if it was ever pushed'
            : 'Write a dummy such as `test`, and revoke the real one if it was ever pushed',
      },
    ];
  });
}

function namesPerfcrewSets({ app, database }: Outline): readonly Complaint[] {
  const set = [
    { name: app?.port_env ?? 'PORT', what: 'the free port of each side' },
    ...(database === undefined
      ? []
      : [database.url_env ?? 'DATABASE_URL', ...Object.values(database.parts_env)].map((name) => ({
          name,
          what: "each side's own database",
        }))),
  ];
  return set
    .filter(({ name }) => app !== undefined && Object.hasOwn(app.env, name))
    .map(({ name, what }) => ({
      at: ['app', 'env', name],
      what: `perfcrew sets \`${name}\` itself, to ${what}`,
      mend: 'Delete the line',
    }));
}

function statisticsFromNowhere({ database }: Outline): readonly Complaint[] {
  if (database?.statistics !== 'external' || database.external_url_env !== undefined) return [];
  return [
    {
      at: ['database', 'statistics'],
      what: 'reads statistics from an external database, and none is named',
      mend: 'Name the variable that holds its URL in `external_url_env:`, or name a file here',
    },
  ];
}

function writesNowhere({ database }: Outline): readonly Complaint[] {
  if (database?.allow_writes !== true || database.external_url_env !== undefined) return [];
  return [
    {
      at: ['database', 'allow_writes'],
      what: 'allows writing to an external database, and none is named',
      mend: 'Delete the line, or name the variable that holds its URL in `external_url_env:`',
    },
  ];
}

function pathsOutside(outline: Outline): readonly Complaint[] {
  const { app, database, setup, targets } = outline;
  const paths = [
    { at: ['app', 'directory'], path: app?.directory },
    { at: ['app', 'serve'], path: typeof app?.serve === 'string' ? app.serve : undefined },
    { at: ['setup', 'directory'], path: setup.directory },
    { at: ['database', 'statistics'], path: database?.statistics },
    ...targets.commands.map((command, index) => ({
      at: ['targets', 'commands', index, 'directory'],
      path: command.directory,
    })),
    ...targets.commands.map((command, index) => ({
      at: ['targets', 'commands', index, 'results', 'file'],
      path: command.results?.file,
    })),
    ...targets.queries.map((query, index) => ({
      at: ['targets', 'queries', index, 'file'],
      path: query.file,
    })),
    ...(['schema', 'migrations', 'seed'] as const).flatMap((key) =>
      (database?.[key] ?? []).map((path, index) => ({ at: ['database', key, index], path })),
    ),
  ];
  return paths
    .filter(
      ({ path }) =>
        path !== undefined && (/^([/\\~]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes('..')),
    )
    .map(({ at, path }) => ({
      at,
      what: `\`${path}\` lies outside the repository`,
      mend: 'Write a path from the root of the repository, such as `packages/api`',
    }));
}
