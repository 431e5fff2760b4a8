// How well the crew without a model finds planted causes, and whom it blames where none is.
// `node bench/crew.ts`; `--cases NAME,…` runs some of them, `--resume` those that are missing.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SERVERS } from './apps/servers.ts';
import { CAUSES, type PlantedCause } from './crew/cases.ts';
import { ALL_TARGETS, CLEAN_NAMES, type CleanName, harmlessEdits } from './crew/clean.ts';
import { countLines } from './crew/count-lines.ts';
import { configText, fillApp, packagesUsed } from './crew/fill-app.ts';
import { crewSchema, type CrewResult, renderCrew } from './crew/result.ts';
import { runOptimize, type OptimizeRun } from './crew/run-optimize.ts';
import { blamedWrongly, type Guilty, scoreCause } from './crew/score.ts';
import { SHOP_CAUSES } from './crew/shop-causes.ts';
import { BENCH_OPTIONS, positive } from './kit/bench-options.ts';
import { linesHolding } from './kit/edit.ts';
import { openRepository, type Repository } from './kit/repository.ts';
import { environmentOf, mergeEnvironments, resultFile, sameMachine } from './kit/result-file.ts';

const SHOP = 'shop';
const CLEAN = 'clean-';

const { values } = parseArgs({
  options: {
    ...BENCH_OPTIONS,
    minutes: { type: 'string', default: '0.5' },
    cases: { type: 'string' },
    /** Folder in which the documents of each review stay; what is there already is not measured again. */
    keep: { type: 'string' },
  },
});
const minutes = positive('minutes', values.minutes);
const file = resultFile('crew', crewSchema, values.results);
const names = [SHOP, ...CAUSES.map(({ name }) => name), ...CLEAN_NAMES.map((name) => `${CLEAN}${name}`)];
const wanted = names.filter((name) => values.cases?.split(',').includes(name) ?? true);
if (wanted.length === 0) throw new Error(`--cases ${values.cases} names none of ${names.join(', ')}.`);
let result: CrewResult = (values.resume ? file.read() : null) ?? {
  command: `node bench/crew.ts --minutes ${minutes}`,
  finishedAt: new Date().toISOString(),
  environment: null,
  packages: await packagesUsed(),
  planted: [],
  clean: [],
};

for (const name of wanted) {
  if (isDone(name)) continue;
  const added = await tryOne(name);
  const { report } = added.run;
  const environment = environmentOf(report);
  sameMachine(result.environment, environment, file.path);
  result = {
    ...result,
    finishedAt: report.finishedAt,
    environment: mergeEnvironments(result.environment, environment),
    planted: [...result.planted, ...added.planted],
    clean: [...result.clean, ...added.clean],
  };
  file.write(result);
  const told = added.planted.map(({ named }) => (named === null ? 'missed' : `rank ${named.rank}`));
  const wrong = [...added.planted, ...added.clean].flatMap((one) => one.wrong);
  console.error(
    `${name}: ${told.join(', ')}, ${new Set(wrong).size} wrong, ${(added.run.wallMs / 1000).toFixed(0)} s`,
  );
}
console.log(renderCrew(result));

function isDone(name: string): boolean {
  return (
    result.planted.some((one) => one.name === name || (name === SHOP && one.code === SHOP)) ||
    result.clean.some((one) => `${CLEAN}${one.name}` === name)
  );
}

type Tried = Pick<CrewResult, 'planted' | 'clean'> & { readonly run: OptimizeRun };

async function tryOne(name: string): Promise<Tried> {
  if (name === SHOP) return await tryShop();
  const clean = CLEAN_NAMES.find((one) => `${CLEAN}${one}` === name);
  if (clean !== undefined) return await tryClean(clean);
  const cause = CAUSES.find((one) => one.name === name);
  if (cause === undefined) throw new Error(`${name} is no case.`);
  return await tryCause(cause);
}

async function tryCause({ name, kind, what, code, target, edits, guilty }: PlantedCause): Promise<Tried> {
  await using repository = await openRepository(fillApp);
  await repository.branch('head', what, edits);
  const run = await optimize(repository, { name, base: 'main', config: configText([target]) });
  const places = await placesOf(guilty, await repository.checkOut('head'));
  const { wallMs } = run;
  const wrong = [...blamedWrongly(run.bottlenecks, places)];
  const score = scoreCause(run.bottlenecks, places);
  return { run, planted: [{ name, kind, what, code, ...score, wrong, wallMs }], clean: [] };
}

async function tryShop(): Promise<Tried> {
  await using repository = await openRepository(SERVERS.shop.fill);
  const run = await optimize(repository, { name: SHOP, base: 'good', head: 'slow', config: null });
  const head = await repository.checkOut('slow');
  const causes = await Promise.all(
    SHOP_CAUSES.map(async (cause) => ({ ...cause, places: await placesOf(cause.guilty, head) })),
  );
  const all = causes.flatMap(({ places }) => places);
  const wrong = [...blamedWrongly(run.bottlenecks, all)];
  const { wallMs } = run;
  return {
    run,
    planted: causes.map(({ name, kind, what, places }) => {
      const score = scoreCause(run.bottlenecks, places);
      return { name, kind, what, code: SHOP, ...score, wrong, wallMs };
    }),
    clean: [],
  };
}

async function tryClean(name: CleanName): Promise<Tried> {
  await using repository = await openRepository(name === 'app' ? fillApp : SERVERS[name].fill);
  await repository.branch('head', 'Say the same in other words', harmlessEdits(name));
  const config = name === 'app' ? configText(ALL_TARGETS) : null;
  const run = await optimize(repository, { name: `${CLEAN}${name}`, base: 'main', config });
  const wrong = [...blamedWrongly(run.bottlenecks, [])];
  const before = run.bottlenecks.length - wrong.length;
  const lines = await countLines(repository.directory);
  return { run, planted: [], clean: [{ name, lines, wrong, before, wallMs: run.wallMs }] };
}

interface Asked {
  readonly name: string;
  readonly base: string;
  readonly head?: string;
  /** Null for the repository's own. */
  readonly config: string | null;
}

async function optimize(
  { directory }: Repository,
  { name, base, head = 'head', config }: Asked,
): Promise<OptimizeRun> {
  const own = join(directory, '.git', 'crew.yml');
  if (config !== null) await writeFile(own, config);
  const keep = values.keep === undefined ? null : join(values.keep, name);
  const between = ['--base', base, '--head', head, '--level', 'thorough'];
  const words = [...between, '--minutes', `${minutes}`, '--seed', values.seed];
  return await runOptimize(directory, {
    words: [...words, ...(config === null ? [] : ['--config', own])],
    keep,
  });
}

async function placesOf(guilty: PlantedCause['guilty'], directory: string): Promise<Guilty[]> {
  const places = await Promise.all(
    guilty.map(async ({ path, holding }) => {
      const lines = linesHolding(await readFile(join(directory, path), 'utf8'), [holding]);
      return lines.map((line) => ({ path, line }));
    }),
  );
  return places.flat();
}
