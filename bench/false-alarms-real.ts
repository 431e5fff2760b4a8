// How often whole reviews cry wolf: a comment is changed, so base and head run the same code, and nothing may be called
// changed. `node bench/false-alarms-real.ts --trials 50`; `--resume` goes on with what an interrupted run has left.
import { parseArgs } from 'node:util';
import { SERVER_NAMES, SERVERS, type ServerName } from './apps/servers.ts';
import { renderFalseAlarms } from './false-alarms/render.ts';
import { falseAlarmsSchema, type FalseAlarms, trialOf } from './false-alarms/result.ts';
import { BENCH_OPTIONS, minutesWords, positive } from './kit/bench-options.ts';
import { openRepository } from './kit/repository.ts';
import { environmentOf, mergeEnvironments, resultFile, sameMachine } from './kit/result-file.ts';
import { runReview } from './kit/run-review.ts';

const { values } = parseArgs({
  options: { ...BENCH_OPTIONS, trials: { type: 'string', default: '50' }, servers: { type: 'string' } },
});
const trials = positive('trials', values.trials);
const servers = serversNamed(values.servers);
const file = resultFile('false-alarms-real', falseAlarmsSchema, values.results);
const command = `node bench/false-alarms-real.ts --trials ${trials}${values.minutes === undefined ? '' : ` --minutes ${values.minutes}`}`;
let result: FalseAlarms = (values.resume ? file.read() : null) ?? {
  command,
  finishedAt: new Date().toISOString(),
  environment: null,
  trials: [],
};

for (let index = result.trials.length; index < trials; index += 1) {
  const server = servers[index % servers.length] ?? 'shop';
  const seed = positive('seed', values.seed) + index;
  await using repository = await openRepository(SERVERS[server].fill);
  await repository.branch('harmless', 'Word a comment better', [SERVERS[server].harmless]);
  const { report, wallMs } = await runReview(repository.directory, {
    base: 'main',
    head: 'harmless',
    words: ['--level', 'standard', '--seed', `${seed}`, ...minutesWords(values.minutes)],
  });
  const environment = environmentOf(report);
  sameMachine(result.environment, environment, file.path);
  const trial = trialOf(report, { server, seed, wallMs });
  result = {
    command,
    finishedAt: report.finishedAt,
    environment: mergeEnvironments(result.environment, environment),
    trials: [...result.trials, trial],
  };
  file.write(result);
  console.error(
    `${index + 1}/${trials} ${server}, seed ${seed}: ${trial.verdict}, ${trial.changed.length} of ${trial.compared} called changed, ${trial.inconclusive} inconclusive, ${(wallMs / 1000).toFixed(0)} s`,
  );
}
console.log(renderFalseAlarms(result));

function serversNamed(list: string | undefined): readonly ServerName[] {
  if (list === undefined) return SERVER_NAMES;
  const named = SERVER_NAMES.filter((name) => list.split(',').includes(name));
  if (named.length === 0) throw new Error(`--servers ${list} names none of ${SERVER_NAMES.join(', ')}.`);
  return named;
}
