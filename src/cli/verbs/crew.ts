// `perfcrew crew`: lists the crews there are, shows who works with whom in one, and runs one of the user's own.
import { resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import { interactionMatrix, renderMatrix } from '../../crew/roster/interaction-matrix.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { systemProcesses } from '../../io/processes/system-processes.ts';
import { openCrewModel } from '../../run/open-model.ts';
import { ledgerDirectory } from '../../run/read-costs.ts';
import { readCrewLibrary } from '../../run/read-crew-library.ts';
import { runNamedCrew, type NamedCrewRun } from '../../run/run-named-crew.ts';
import { printJson, shownPath } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** The crew of `perfcrew optimize` and the reviewers of the gates work on a review, not on given files. */
const OWN_COMMANDS: Readonly<Record<string, string>> = {
  performance: 'Use `perfcrew optimize`, which runs it on a review.',
  reviewers: 'They run as gates of `perfcrew review`, where a model is there.',
};

export const crewVerb: Verb = {
  summary: 'list the crews, show who works with whom in one, or run one of your own',
  argument: 'NAME',
  options: ['given', 'approvals', 'base', 'head', 'config', 'run-directory', 'json', 'quiet'],
  async run(context) {
    const { terminal, options, argument } = context;
    const { directory, environment, programsDirectory, stdout } = terminal;
    await using session = await openSession(context);
    const { world } = session;
    const files = { ...world.files, ...keptFiles() };
    const pullRequest = await session.pullRequest();
    const library = await readCrewLibrary(
      { programsDirectory, baseSha: pullRequest.base.sha },
      { ...world, files },
    );
    if (argument === null) {
      const crews = library.names.map((name) => library.read(name));
      if (options.json) printJson(crews, stdout);
      else stdout.write(crews.map(describe).join('\n'));
      return 0;
    }
    const crew = library.read(argument);
    if (options.given === undefined && (crew.given.length > 0 || argument in OWN_COMMANDS)) {
      if (options.json) printJson({ crew, interactions: interactionMatrix(crew) }, stdout);
      else stdout.write(`${describe(crew)}\n${renderMatrix(interactionMatrix(crew))}\n${howToRun(crew)}\n`);
      return 0;
    }
    const config = await session.config(pullRequest);
    await using model = await openCrewModel({
      config,
      environment,
      budgetDirectory: ledgerDirectory(world.git.root),
      clock: world.clock,
      log: world.log,
      user: environment['USER'] ?? 'somebody',
    });
    const run = await runNamedCrew(
      {
        crew,
        config,
        given: givenFiles(context),
        approvals: options.approvals === undefined ? null : resolve(directory, options.approvals),
        directory: await session.folder.ready(),
        model,
      },
      { ...world, files, processes: systemProcesses() },
    );
    if (options.json) printJson({ ...run, endings: Object.fromEntries(run.endings) }, stdout);
    else stdout.write(tell(run, crew, (path) => shownPath(path, directory)));
    return [...run.endings.values()].some(({ status }) => status === 'failed') ? 2 : 0;
  },
};

function describe({ name, purpose, agents }: Crew): string {
  return `${name}: ${purpose}\n${agents.map((agent) => `  ${agent.name}: ${agent.goal}\n`).join('')}`;
}

function howToRun({ name, given }: Crew): string {
  return (
    OWN_COMMANDS[name] ??
    `Run it with: perfcrew crew ${name} --given ${given.map((document) => `${document}=FILE`).join(',')}`
  );
}

function givenFiles({ options, terminal }: VerbContext): ReadonlyMap<string, string> {
  return new Map(
    (options.given ?? '')
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        if (at > 0) return [pair.slice(0, at), resolve(terminal.directory, pair.slice(at + 1))] as const;
        throw new Problem('usage', {
          what: `--given ${pair} does not say which file the document is in.`,
          mend: 'Write NAME=FILE, several with commas between them.',
        });
      }),
  );
}

/** By phase where the crew has phases, and whoever is in none behind them. */
function tell(
  { endings, waits, paths }: NamedCrewRun,
  { phases }: Crew,
  shown: (path: string) => string,
): string {
  const linesOf = (agents: readonly string[]): readonly string[] =>
    agents.flatMap((agent) => {
      const ending = endings.get(agent);
      if (ending === undefined) return [];
      return ending.status === 'done'
        ? [`  ${agent}: done`]
        : [`  ${agent}: ${ending.status}: ${ending.reason}`];
    });
  const inPhases = new Set(phases.flatMap(({ agents }) => agents));
  const rest = linesOf([...endings.keys()].filter((agent) => !inPhases.has(agent)));
  const lines = [
    ...phases.flatMap(({ name, agents }) => [`${name}:`, ...linesOf(agents)]),
    ...(phases.length > 0 && rest.length > 0 ? ['in no phase:'] : []),
    ...rest,
  ];
  return `${[...lines, ...waits.map(({ text }) => `\n${text}`), ...paths.map(shown)].join('\n')}\n`;
}
