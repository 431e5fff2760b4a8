// docs/accuracy.md from the committed results of the benches: every figure beside its goal, its machine, date and command.
import { type Attribution, attributionSchema } from '../../bench/attribution/score.ts';
import { renderAttribution } from '../../bench/attribution/render.ts';
import { type CrewResult, crewSchema, renderCrew } from '../../bench/crew/result.ts';
import { type FalseAlarms, falseAlarmsSchema } from '../../bench/false-alarms/result.ts';
import { renderFalseAlarms } from '../../bench/false-alarms/render.ts';
import { renderSimulated, simulatedSchema, type Simulated } from '../../bench/false-alarms/simulated.ts';
import { renderGitHub } from '../../bench/github/render.ts';
import { type GitHubResult, githubResultSchema } from '../../bench/github/result.ts';
import { RESULTS_DIRECTORY, resultFile } from '../../bench/kit/result-file.ts';
import { type Linter, linterSchema, renderLinter } from '../../bench/linter/result.ts';
import { renderPower } from '../../bench/power/render.ts';
import { type Power, powerSchema } from '../../bench/power/result.ts';
import { type ProveResult, proveResultSchema, renderProve } from '../../bench/prove/result.ts';
import { renderReviewTime } from '../../bench/review-time/render.ts';
import { type ReviewTime, reviewTimeSchema } from '../../bench/review-time/result.ts';
import { renderRuntime, type RuntimeResult, runtimeSchema } from '../../bench/runtime/result.ts';
import { type Capture, captureSchema, renderCapture } from '../../bench/sql/capture/result.ts';
import { renderSelection, type Selection, selectionSchema } from '../../bench/sql/selection-result.ts';
import { renderWhatIf, type WhatIfResult, whatIfSchema } from '../../bench/sql/what-if/result.ts';
import { renderSqlPlans } from '../../bench/sql/plans/render.ts';
import { type SqlPlans, sqlPlansSchema } from '../../bench/sql/plans/result.ts';
import { renderSqlMigrations } from '../../bench/sql/migrations/render.ts';
import { type SqlMigrations, sqlMigrationsSchema } from '../../bench/sql/migrations/result.ts';
import type { Environment } from '../../src/measure/environment.ts';

interface Head {
  readonly command: string;
  readonly finishedAt: string;
  readonly environment: Environment | null;
}

export interface Results {
  readonly falseAlarms: FalseAlarms | null;
  readonly simulated: Simulated | null;
  readonly power: Power | null;
  readonly attribution: Attribution | null;
  readonly crew: CrewResult | null;
  readonly prove: ProveResult | null;
  readonly github: GitHubResult | null;
  readonly reviewTime: ReviewTime | null;
  readonly runtime: RuntimeResult | null;
  readonly sqlMigrations: SqlMigrations | null;
  readonly whatIf: WhatIfResult | null;
  readonly selection: Selection | null;
  readonly sqlCapture: Capture | null;
  readonly sqlPlans: SqlPlans | null;
  readonly linter: Linter | null;
}

export function readResults(directory = RESULTS_DIRECTORY): Results {
  return {
    falseAlarms: resultFile('false-alarms-real', falseAlarmsSchema, directory).read(),
    simulated: resultFile('false-alarms-simulated', simulatedSchema, directory).read(),
    power: resultFile('power', powerSchema, directory).read(),
    attribution: resultFile('attribution', attributionSchema, directory).read(),
    crew: resultFile('crew', crewSchema, directory).read(),
    prove: resultFile('prove', proveResultSchema, directory).read(),
    github: resultFile('github', githubResultSchema, directory).read(),
    sqlMigrations: resultFile('sql-migrations', sqlMigrationsSchema, directory).read(),
    reviewTime: resultFile('review-time', reviewTimeSchema, directory).read(),
    runtime: resultFile('runtime', runtimeSchema, directory).read(),
    whatIf: resultFile('sql-what-if', whatIfSchema, directory).read(),
    selection: resultFile('sql-selection', selectionSchema, directory).read(),
    sqlCapture: resultFile('sql-capture', captureSchema, directory).read(),
    sqlPlans: resultFile('sql-plans', sqlPlansSchema, directory).read(),
    linter: resultFile('linter', linterSchema, directory).read(),
  };
}

/** The generated sections of the page, by the names of their markers. */
export function accuracySections(results: Results): Record<string, string> {
  const { falseAlarms, simulated, power, attribution, reviewTime, whatIf, selection } = results;
  return {
    'false-alarms-real': section(falseAlarms, 'node bench/false-alarms-real.ts', renderFalseAlarms),
    'false-alarms-simulated':
      simulated === null ? missing('node bench/false-alarms.ts') : renderSimulated(simulated),
    power: section(power, 'node bench/power.ts', renderPower),
    attribution: section(attribution, 'node bench/attribution.ts', renderAttribution),
    crew: section(results.crew, 'node bench/crew.ts', renderCrew),
    prove: section(results.prove, 'node bench/prove.ts', renderProve),
    github: section(results.github, 'node bench/github.ts', renderGitHub),
    'sql-capture': section(results.sqlCapture, 'node bench/sql-capture.ts', renderCapture),
    'sql-migrations': section(results.sqlMigrations, 'node bench/sql-migrations.ts', renderSqlMigrations),
    runtime: section(results.runtime, 'node bench/runtime.ts', renderRuntime),
    'review-time': section(reviewTime, 'node bench/review-time.ts', renderReviewTime),
    'sql-plans': section(results.sqlPlans, 'node bench/sql-plans.ts', renderSqlPlans),
    'sql-what-if': section(whatIf, 'node bench/sql-what-if.ts', renderWhatIf),
    linter:
      results.linter === null
        ? missing('node bench/linter.ts')
        : `${renderLinter(results.linter)}\n\n\`${results.linter.command}\`; it repeats to the digit on any machine.`,
    'sql-selection':
      selection === null
        ? missing('node bench/sql-selection.ts')
        : `${renderSelection(selection)}\n\n\`${selection.command}\`; all but the seconds repeats to the digit on any machine.`,
  };
}

function section<Result extends Head>(
  result: Result | null,
  command: string,
  render: (result: Result) => string,
): string {
  return result === null ? missing(command) : `${render(result)}\n\n${provenance(result)}`;
}

function missing(command: string): string {
  return `Not measured yet: run \`${command}\`, then \`npm run generate\`.`;
}

/** Where, when and how; figures of another machine are other figures. */
function provenance({ command, finishedAt, environment }: Head): string {
  const how = `\`${command}\`, ended ${finishedAt.slice(0, 16).replace('T', ' ')} UTC.`;
  if (environment === null) return how;
  const { cpuModel, cpuCount, memoryBytes, kernel, image, node, chrome, postgres, perfcrew } = environment;
  const machine = `${cpuCount} × ${cpuModel}, ${Math.round(memoryBytes / 2 ** 30)} GiB, ${image}, ${kernel}`;
  const tools = [
    `Node ${node}`,
    chrome === null ? null : `Chrome ${chrome}`,
    postgres === null ? null : `Postgres ${postgres}`,
    `perfcrew ${perfcrew}`,
  ];
  return `${how} Machine: ${machine}; ${tools.filter((tool) => tool !== null).join(', ')}.`;
}
