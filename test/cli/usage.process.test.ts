// What the command line says of itself, and of what it does not know.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { gitRepository } from '../kit/git-repository.ts';
import { installedPerfcrew, type InstalledPerfcrew } from './installed-perfcrew.ts';

let perfcrew: InstalledPerfcrew;
let directory: string;
beforeAll(async () => {
  perfcrew = await installedPerfcrew();
  directory = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterAll(async () => {
  await perfcrew[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

test('help, without a repository', async () => {
  const ended = await perfcrew.run(['help'], { directory });
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ended.stdout).toMatchInlineSnapshot(`
    "perfcrew keeps a repository fast: it judges a change, measures base against head, and says how sure it is.

    Usage: perfcrew <verb> [options]

      review      assess, plan, measure and judge head against base, and write the report
      assess      judge the risk of the change, 0 to 100, with every point explained
      plan        choose the gates the risk deserves and the jobs that run them
      measure     run the gates of the plan on base and head
      compare     compare what was measured and judge it
      report      write the report as JSON, Markdown, HTML and SARIF
      optimize    let the crew find what costs time, rank it, design caches, write patches and prove them
      prove       prove what the crew proposed, or a patch of yours: apply, test, measure against head
      explain     explain a query, a file of SQL, the configured queries, or all that the app asks (--app)
      statistics  read the sizes and distributions of DATABASE_URL (never its rows), for plans as in production
      crew        list the crews, show who works with whom in one, or run one of your own
      verify      do a recorded proof again, and tell whether it holds
      costs       tell what the crew's model has cost in this repository, by day, month and agent
      init        look at this repository and write its configuration and workflow
      doctor      check the set-up: browser, Postgres, configuration, workflows and their safety

    Run \`perfcrew help <verb>\` for its options.
    Exit codes: 0 pass, 1 slower than allowed, 2 something for you to mend, 3 a bug in perfcrew.
    "
  `);
  expect(await perfcrew.run(['--help'], { directory })).toEqual(ended);
});

test('help of a verb, asked in either way', async () => {
  const ended = await perfcrew.run(['help', 'measure'], { directory });
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ended.stdout).toMatchInlineSnapshot(`
    "Usage: perfcrew measure [options]

    run the gates of the plan on base and head

      --gates LIST           only these gates of the plan, comma separated
      --shard N/M            only the Nth of M parts of each gate’s targets
      --config FILE          configuration to use instead of the one in the base commit
      --minutes N            measuring time (default: budget.minutes of the configuration; for a part of the plan its share)
      --seed N               seed of every random order; the same seed replays a review
      --run-directory DIR    where documents and reports go (default: .perfcrew at the root of the repository)
      --json                 print the document as JSON on stdout, nothing else
      --quiet                no progress (default in CI)
      --verbose              say more on stderr
      --help                 show help
    "
  `);
  expect(await perfcrew.run(['measure', '--help'], { directory })).toEqual(ended);
});

test('the version', async () => {
  const stdout = `${packageJson.version}\n`;
  expect(await perfcrew.run(['--version'], { directory })).toEqual({ exitCode: 0, stdout, stderr: '' });
});

test('nothing at all is answered with help on stderr', async () => {
  const ended = await perfcrew.run([], { directory });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain('Usage: perfcrew <verb> [options]');
});

test('what it does not know is refused before anything is done, with what to do instead', async () => {
  await using repository = await gitRepository({ '.github/perfcrew.yml': 'checks: { build: "true" }\n' });
  await perfcrew.run(['plan', '--base', 'HEAD', '--level', 'comprehensive'], repository);
  const told: string[] = [];
  for (const line of [
    'reveiw',
    'help reveiw',
    'review --bse main',
    'review --base',
    'assess --gates load',
    'review main',
    'review --level extreme',
    'review --minutes soon',
    'review --seed 1.5',
    'measure --gates speed',
    'measure --gates load',
    'measure --shard 3/2',
    'compare --run-directory elsewhere',
  ]) {
    const ended = await perfcrew.run(line.split(' '), repository);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    told.push(`$ perfcrew ${line}\n${ended.stderr}`);
  }
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "$ perfcrew reveiw
    perfcrew: There is no verb \`reveiw\`.
    → Did you mean \`perfcrew review\`?

    $ perfcrew help reveiw
    perfcrew: There is no verb \`reveiw\`.
    → Did you mean \`perfcrew review\`?

    $ perfcrew review --bse main
    perfcrew: Unknown option '--bse'.
    → Did you mean \`--base\`?

    $ perfcrew review --base
    perfcrew: Option '--base <value>' argument missing.
    → Run \`perfcrew help\`, or \`perfcrew help\` and a verb, to see what there is.

    $ perfcrew assess --gates load
    perfcrew: perfcrew assess has no option --gates.
    → Leave it out; \`perfcrew help assess\` lists the options of assess.

    $ perfcrew review main
    perfcrew: perfcrew review does not know what to do with \`main\`.
    → Name commits by option, as in perfcrew review --head main.

    $ perfcrew review --level extreme
    perfcrew: There is no level \`extreme\`.
    → Use one of minimal, standard, thorough, comprehensive.

    $ perfcrew review --minutes soon
    perfcrew: --minutes soon is not a number above 0.
    → Give a number, as in --minutes 5.

    $ perfcrew review --seed 1.5
    perfcrew: --seed 1.5 is not a whole number.
    → Give a whole number, as in --seed 5.

    $ perfcrew measure --gates speed
    perfcrew: There is no gate \`speed\`.
    → Name gates of the plan: build, static, security.

    $ perfcrew measure --gates load
    perfcrew: The gate load is not in the plan: no routes are configured; add targets.routes.
    → Name gates of the plan: build, static, security.

    $ perfcrew measure --shard 3/2
    perfcrew: \`3/2\` is no shard.
    → Give index/count, from 1/count to count/count, e.g. \`--shard 2/5\`, as the matrix of the plan says.

    $ perfcrew compare --run-directory elsewhere
    perfcrew: <repository>/elsewhere/pull-request.json is not there.
    → Run \`perfcrew plan\` first, or point --run-directory at the folder of the earlier steps.
    "
  `);
});
