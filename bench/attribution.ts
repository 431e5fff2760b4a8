// Whether profiles find the guilty function and line: ten planted regressions, in the shop and in the code of npm packages.
// `node bench/attribution.ts`; `--cases NAME,…` runs some of them, `--resume` those that are missing.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { fillPackagesServer, packagesUsed } from './apps/packages-server.ts';
import { SERVERS } from './apps/servers.ts';
import { CASES, type PlantedCase } from './attribution/cases.ts';
import { renderAttribution } from './attribution/render.ts';
import {
  type Attribution,
  attributionSchema,
  type AttributionTrial,
  scoreAttribution,
} from './attribution/score.ts';
import { BENCH_OPTIONS, minutesWords } from './kit/bench-options.ts';
import { applyEdit, linesHolding } from './kit/edit.ts';
import { openRepository } from './kit/repository.ts';
import { environmentOf, mergeEnvironments, resultFile, sameMachine } from './kit/result-file.ts';
import { type ReviewRun, runReview } from './kit/run-review.ts';

const ONLY_PROFILES = Object.fromEntries(
  ['build', 'lint', 'test', 'behaviour', 'load', 'page', 'query', 'command'].map((gate) => [
    gate,
    { run: 'skip' },
  ]),
);

const { values } = parseArgs({ options: { ...BENCH_OPTIONS, cases: { type: 'string' } } });
const file = resultFile('attribution', attributionSchema, values.results);
const command = `node bench/attribution.ts${values.minutes === undefined ? '' : ` --minutes ${values.minutes}`}`;
const wanted = CASES.filter(
  ({ name }) => values.cases === undefined || values.cases.split(',').includes(name),
);
if (wanted.length === 0) {
  throw new Error(`--cases ${values.cases} names none of ${CASES.map(({ name }) => name).join(', ')}.`);
}
let result: Attribution = (values.resume ? file.read() : null) ?? {
  command,
  finishedAt: new Date().toISOString(),
  environment: null,
  packages: await packagesUsed(),
  trials: [],
};

for (const [index, planted] of wanted.entries()) {
  if (result.trials.some(({ name }) => name === planted.name)) continue;
  const { run, trial } = await tryCase(planted, Number(values.seed) + index);
  const environment = environmentOf(run.report);
  sameMachine(result.environment, environment, file.path);
  result = {
    ...result,
    finishedAt: run.report.finishedAt,
    environment: mergeEnvironments(result.environment, environment),
    trials: [...result.trials, trial],
  };
  file.write(result);
  const said = trial.named === null ? 'names no function' : `names ${trial.named.functionName}`;
  console.error(
    `${planted.name}: ${said}, function ${trial.functionFirst ? 'right' : 'wrong'}, line ${trial.lineFound ? 'right' : 'wrong'}, ${(run.wallMs / 1000).toFixed(0)} s`,
  );
}
console.log(renderAttribution(result));

async function tryCase(
  planted: PlantedCase,
  seed: number,
): Promise<{ readonly run: ReviewRun; readonly trial: AttributionTrial }> {
  const { name, what, app, route, guilty, innocent, functionName } = planted;
  await using repository = await openRepository(app === 'shop' ? SERVERS.shop.fill : fillPackagesServer);
  const { directory } = repository;
  const before = await readFile(join(directory, guilty.path), 'utf8');
  const edits = [guilty, ...innocent];
  const after = edits.filter(({ path }) => path === guilty.path).reduce(applyEdit, before);
  await repository.branch('head', what, edits);
  // The route alone, and the profiles alone: what is scored needs no more.
  const config: unknown = parse(await readFile(join(directory, '.github/perfcrew.yml'), 'utf8'));
  const own = join(directory, '.git', 'attribution.yml');
  const targets = { routes: [{ path: route }] };
  await writeFile(
    own,
    stringify({ ...Object(config), targets, checks: {}, gates: { thorough: ONLY_PROFILES } }),
  );
  const run = await runReview(directory, {
    base: 'main',
    head: 'head',
    words: ['--level', 'thorough', '--config', own, '--seed', `${seed}`, ...minutesWords(values.minutes)],
  });
  const lines = linesHolding(after, planted.lines);
  const truth = { target: `GET ${route}`, functionName, path: guilty.path, lines };
  return { run, trial: { name, what, wallMs: run.wallMs, ...scoreAttribution(run.report, truth) } };
}
