// A review by the command line from source: a real Prometheus before it, a real OTLP receiver behind it, a real app between.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { systemClock } from '../../src/io/clock.ts';
import { showProduction } from '../../src/run/with-production.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { gatePlanSchema, type GatePlan } from '../../src/plan/gate-plan.ts';
import { reportSchema } from '../../src/report/report.ts';
import { startReceiver } from '../io/otlp/receiver.ts';
import { startSmallShop } from '../io/prometheus/small-shop.ts';
import {
  findPrometheus,
  LOGIN,
  startPrometheus,
  until,
  WITHOUT_PROMETHEUS,
} from '../io/prometheus/start-prometheus.ts';
import { gitRepository, type GitRepository } from '../kit/git-repository.ts';

const program = findPrometheus();

/** Of 100 requests between two scrapes, 75 to /busy and 25 to /quiet. */
const SERVED = [
  { labels: 'method="GET",route="/busy"', count: 75, seconds: 0.02 },
  { labels: 'method="GET",route="/quiet"', count: 25, seconds: 0.07 },
];

const SERVER = `const http = require('node:http');
http.createServer((request, response) => {
  if (Object.values(process.env).includes(${JSON.stringify(LOGIN)})) process.exit(9);
  response.end('ok');
}).listen(process.env.PORT, '127.0.0.1');
`;

function configOf(url: string, more = ''): string {
  return `
app: { start: node server.js }
targets: { routes: [{ path: /quiet }, { path: /own, weight: 3 }, { path: /busy }] }
production:
  prometheus: { url: '${url}', basic_auth_env: PROMETHEUS_LOGIN }
  window: 1m
# The answers are alike, and no matter of production.
gates: { standard: { behaviour: { run: skip } } }
${more}`;
}

async function proposedShop(config: string): Promise<GitRepository> {
  const repository = await gitRepository({ 'server.js': SERVER, '.github/perfcrew.yml': config });
  repository.branch('change');
  await repository.commit({ 'server.js': SERVER.replace("'ok'", "'fine'") });
  return repository;
}

async function perfcrew(
  words: readonly string[],
  { directory, environment }: { directory: string; environment: Record<string, string> },
) {
  const cache = await mkdtemp(join(tmpdir(), 'perfcrew-test-cache-'));
  let stdout = '';
  let stderr = '';
  try {
    const exitCode = await runCli({
      arguments: words,
      directory,
      environment: { PATH: process.env['PATH'], XDG_CACHE_HOME: cache, CI: 'true', ...environment },
      stdout: { write: (text) => void (stdout += text), columns: 140 },
      stderr: { write: (text) => void (stderr += text) },
      programsDirectory: join(import.meta.dirname, '../../src'),
      signal: new AbortController().signal,
    });
    return { exitCode, stdout, stderr };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

const ROUTES_ONLY = ['--base', 'main', '--head', 'change', '--level', 'standard', '--minutes', '0.1'];

describe.skipIf(program === null)(
  `a review with production (skipped where there is ${WITHOUT_PROMETHEUS})`,
  () => {
    test(
      'weighs routes by their traffic, shows it, and sends what it measured',
      { timeout: 300_000 },
      async () => {
        await using shop = await startSmallShop('http_request_duration_seconds', SERVED);
        await using prometheus = await startPrometheus(program ?? '', shop.address);
        await using receiver = await startReceiver();
        await using repository = await proposedShop(configOf(prometheus.url));
        const environment = { PROMETHEUS_LOGIN: LOGIN, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
        const { directory } = repository;
        const readJson = async (name: string): Promise<unknown> =>
          JSON.parse(await readFile(join(directory, '.perfcrew', `${name}.json`), 'utf8'));

        // Until the server has scraped often enough for a rate.
        await until(async () => {
          await perfcrew(['plan', ...ROUTES_ONLY.slice(0, 6)], { directory, environment });
          const { production } = gatePlanSchema.parse(await readJson('plan'));
          return production?.status === 'read' && production.baseline.routes[0]?.latency ? true : null;
        });
        const plan = gatePlanSchema.parse(await readJson('plan'));

        // A job that publishes what another measured shows production, and claims no weights.
        const { production: _, ...rest } = plan;
        const unasked: GatePlan = rest;
        const shown = await showProduction(
          { plan: unasked, config: parseConfig(configOf(prometheus.url)) },
          { environment, clock: systemClock(), log: fakeLog(), signal: new AbortController().signal },
        );
        expect(shown.plan.production).toMatchObject({ status: 'read', weights: [] });

        // What measures has neither the login nor the server: the plan alone tells it the weights.
        const measured = await perfcrew(['measure', '--gates', 'load', '--minutes', '0.1', '--json'], {
          directory,
          environment: {},
        });
        const shares = [...measured.stdout.matchAll(/has (\d+) % of the weight/g)].map(([, share]) =>
          Number(share),
        );
        // 3 of its own, and 1.5 and 0.5 around the mean of the two that production knows.
        expect(shares.toSorted((one, other) => one - other)).toEqual([10, 30, 60]);

        const { exitCode, stdout, stderr } = await perfcrew(['review', ...ROUTES_ONLY], {
          directory,
          environment,
        });
        expect(stderr).not.toContain(LOGIN);
        expect(exitCode, stderr).toBeLessThan(2);
        const report = reportSchema.parse(await readJson('report'));
        const { production } = report.plan;
        if (production?.status !== 'read') throw new Error(JSON.stringify(production));
        expect(plan.production).toMatchObject({ status: 'read' });
        expect(production.weights.map(({ target, weight }) => [target, Number(weight.toFixed(6))])).toEqual([
          ['GET /quiet', 0.5],
          ['GET /busy', 1.5],
        ]);
        expect(stdout).toMatch(/GET \/busy +[\d.,]+\/s +1\.5 +\d/);
        expect(stdout).toMatch(/GET \/own +not known +–/);
        const html = await readFile(join(directory, '.perfcrew/report.html'), 'utf8');
        expect(html).toContain('<section id="production">');
        const markdown = await readFile(join(directory, '.perfcrew/report.md'), 'utf8');
        expect(markdown).toMatch(/\| GET \/busy \|.*→/);

        const spans = receiver.traces[0]?.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
        const [root] = spans;
        expect(root?.attributes).toContainEqual({ key: 'perfcrew.timing', value: { stringValue: 'exact' } });
        expect(spans.map(({ name }) => name)).toContain('Assess the risk');
        const sent = receiver.metrics[0]?.resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
        expect(sent.map(({ name }) => name)).toContain('perfcrew.latency_p50');
      },
    );
  },
);

test(
  'goes on where neither production nor the receiver can be reached, in one line each',
  { timeout: 300_000 },
  async () => {
    const oneRoute = configOf('http://127.0.0.1:1').replace(/routes: .*\]/, 'routes: [{ path: /quiet }]');
    await using repository = await proposedShop(oneRoute);
    const { exitCode, stdout, stderr } = await perfcrew(['review', ...ROUTES_ONLY], {
      directory: repository.directory,
      environment: { PROMETHEUS_LOGIN: LOGIN, OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://nowhere' },
    });
    expect(exitCode, stderr).toBeLessThan(2);
    const warnings = stderr.split('\n').filter((line) => /production|OTLP/.test(line));
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/routes weigh what the configuration says\..*production\.prometheus\.url/);
    expect(warnings[1]).toMatch(/OTLP: \d+ metrics? and \d+ spans? not sent\. OTEL_EXPORTER_OTLP_ENDPOINT/);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('No traffic from production');
  },
);

test('sends nothing where the configuration forbids it, and asks production nothing for a change of words', async () => {
  await using receiver = await startReceiver();
  await using repository = await gitRepository({
    'server.js': SERVER,
    'README.md': 'Shop\n',
    '.github/perfcrew.yml': configOf('http://127.0.0.1:1', 'otlp: never\n'),
  });
  repository.branch('change');
  await repository.commit({ 'README.md': 'The shop\n' });
  const { exitCode, stderr } = await perfcrew(['review', '--base', 'main', '--head', 'change'], {
    directory: repository.directory,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
  });
  expect(exitCode, stderr).toBe(0);
  expect(stderr).not.toMatch(/production|OTLP/);
  expect(receiver.requests).toEqual([]);
});
