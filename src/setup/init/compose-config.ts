// Writes the configuration a repository needs, with a short comment where a person will want to change something.
import { stringify } from 'yaml';
import { CONFIG_PATH } from '../../config/config.ts';
import type { AppFacts, DatabaseFacts, RepositoryFacts } from './repository-facts.ts';

export interface ComposedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const SCHEMA_URL = 'https://raw.githubusercontent.com/perfcrew/perfcrew/main/schema/config.json';

export function composeConfig(facts: RepositoryFacts): ComposedFile {
  const parts = [
    setupPart(facts),
    appPart(facts.app),
    databasePart(facts.database),
    targetsPart(facts),
    checksPart(facts),
    facts.app === null ? [] : RISK_PART,
  ];
  const lines = [
    `# yaml-language-server: $schema=${SCHEMA_URL}`,
    '# What perfcrew measures on every pull request. It is read from the base branch. Every key: docs/configuration.md of perfcrew.',
    'version: 1',
    ...parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]),
    '',
    ...wishes(facts),
  ];
  return { path: CONFIG_PATH, text: `${lines.join('\n').trimEnd()}\n` };
}

function setupPart({ install, build, directory }: RepositoryFacts): readonly string[] {
  if (install === null && build === null && directory === '.') return [];
  return [
    'setup: # run on both sides before anything is measured',
    ...(directory === '.' ? [] : [`  directory: ${scalar(directory)}`]),
    ...(install === null
      ? []
      : [`  install: ${scalar(install)} # there is no lock file; with one, delete this line`]),
    ...(build === null ? [] : [`  build: ${scalar(build)}`]),
  ];
}

function appPart(app: AppFacts | null): readonly string[] {
  if (app === null) return [];
  const variables = Object.entries(app.env).map(([name, value]) => `    ${name}: ${scalar(value)}`);
  return [
    `app: # ${app.kind}`,
    app.launch.by === 'command'
      ? `  start: ${scalar(app.launch.command)}`
      : `  serve: ${scalar(app.launch.folder)} # perfcrew serves these files itself`,
    ...(app.directory === '.' ? [] : [`  directory: ${scalar(app.directory)}`]),
    ...(app.portEnv === 'PORT' || (app.launch.by === 'command' && app.launch.command.includes('{port}'))
      ? []
      : [`  port_env: ${scalar(app.portEnv)} # the variable it reads its port from`]),
    ...(app.ready === '/' ? [] : [`  ready: ${scalar(app.ready)} # answers as soon as the app is ready`]),
    ...(variables.length === 0
      ? []
      : ['  env: # no secrets: the code under review reads these', ...variables]),
  ];
}

function databasePart(database: DatabaseFacts | null): readonly string[] {
  if (database === null) return [];
  const files = (key: string, paths: readonly string[]): readonly string[] =>
    paths.length === 0 ? [] : [`  ${key}:`, ...paths.map((path) => `    - ${scalar(path)}`)];
  return [
    'database: # a throw-away server; base and head get a database each',
    `  postgres: ${database.postgres}`,
    ...(database.parts === null
      ? [`  url_env: ${scalar(database.urlEnv)} # the variable the app reads its database from`]
      : [
          '  parts_env: # the variables the app reads its database from',
          ...Object.entries(database.parts).map(([part, name]) => `    ${part}: ${scalar(name)}`),
        ]),
    ...files('schema', database.schema),
    ...files('migrations', database.migrations),
    ...(database.migrate === null ? [] : [`  migrate: ${scalar(database.migrate)}`]),
    ...files('seed', database.seed),
    ...(database.seedCommand === null ? [] : [`  seed_command: ${scalar(database.seedCommand)}`]),
  ];
}

function targetsPart({ pages, routes, routesWithParameters, queries }: RepositoryFacts): readonly string[] {
  if (pages.length + routes.length + queries.length === 0) return [];
  return [
    'targets:',
    ...(pages.length === 0
      ? []
      : ['  pages: # measured by Lighthouse', ...pages.map((path) => `    - path: ${scalar(path)}`)]),
    ...(routes.length === 0
      ? []
      : [
          '  routes: # measured under load',
          ...routes.map((path) => `    - path: ${scalar(path)}`),
          ...routesWithParameters.map(
            (path) => `    # - path: ${scalar(path)} # with a real value, and without the # in front`,
          ),
        ]),
    ...(queries.length === 0
      ? []
      : [
          '  queries: # judged by their plans',
          ...queries.flatMap(({ name, file }) => [
            `    - name: ${scalar(name)}`,
            `      file: ${scalar(file)}`,
          ]),
        ]),
  ];
}

function checksPart({ checks }: RepositoryFacts): readonly string[] {
  if (checks.lint === null && checks.test === null) return [];
  return [
    'checks: # as narrow as the risk of the change allows',
    ...(checks.lint === null ? [] : [`  lint: ${scalar(checks.lint)}`]),
    ...(checks.test === null ? [] : [`  test: ${scalar(checks.test)}`]),
  ];
}

/** Without it a small change of code would get the checks only, and nobody would learn that it is slow. */
const RISK_PART = [
  'risk:',
  '  policy: measure-code # every change of code is measured; docs and tests alone are not',
];

function wishes(facts: RepositoryFacts): readonly string[] {
  const page = facts.pages[0];
  const route = facts.routes[0];
  const example =
    page !== undefined
      ? `#   ${scalar(page)}: { lcp-ms: 2500, page-bytes: 500000 }`
      : route !== undefined
        ? `#   ${scalar(`GET ${route}`)}: { latency-p95-ms: 200 }`
        : null;
  return [
    '# You may want to add:',
    ...(example === null ? [] : ['# budgets: # absolute limits, beside the comparison with base', example]),
    '# always_full_for: [payment] # path words whose change always gets every gate',
  ];
}

function scalar(value: string): string {
  return stringify(value, { lineWidth: 0 }).trim();
}
