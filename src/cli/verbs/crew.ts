// `perfcrew crew`: lists the crews there are, shows who works with whom in one, and runs one of the user's own.
import { join, resolve } from 'node:path';
import type { PullRequest } from '../../change/pull-request.ts';
import { isProblem, Problem } from '../../core/problem.ts';
import { openCrewLibrary } from '../../crew/roster/crew-library.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import { interactionMatrix, renderMatrix } from '../../crew/roster/interaction-matrix.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { ledgerDirectory } from '../../run/read-costs.ts';
import { readAllCrewFiles } from '../../run/read-crew-library.ts';
import { runNamedCrew } from '../../run/run-named-crew.ts';
import { handedOn } from '../handed-on.ts';
import { printJson, shownPath } from '../outcome.ts';
import { renderCrewResult } from '../render-crew-result.ts';
import { openSession, type Session } from '../session.ts';
import { takeKey } from '../take-key.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** The crew of `perfcrew optimize` and the reviewers of the gates work on a review, not on given files. */
const OWN_COMMANDS: Readonly<Record<string, string>> = {
  performance: 'Use `perfcrew optimize`, which runs it on a review.',
  reviewers: 'They run as gates of `perfcrew review`, where a model is there.',
};

export const crewVerb: Verb = {
  summary: 'list the crews, show who works with whom in one, or run one of your own',
  argument: 'NAME',
  options: [
    'given',
    'approvals',
    'base',
    'head',
    'config',
    'key-from-stdin',
    'run-directory',
    'json',
    'quiet',
    'verbose',
  ],
  async run(context) {
    const { terminal, options, argument } = context;
    const key = takeKey(context);
    const { directory, programsDirectory, stdout } = terminal;
    await using session = await openSession(context, 'optional');
    const { world, environment, folder } = session;
    const files = { ...world.files, ...keptFiles() };
    const pullRequest = await changeOf(session);
    const sources = await readAllCrewFiles(
      { programsDirectory, baseSha: pullRequest?.base.sha ?? null },
      { ...world, files },
    );
    const library = openCrewLibrary(sources.shipped, sources.own);
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
    const result = await runNamedCrew(
      {
        crew,
        sources,
        config: pullRequest === null ? await session.treeConfig() : await session.config(pullRequest),
        pullRequest,
        given: givenFiles(context),
        approvals: options.approvals === undefined ? null : resolve(directory, options.approvals),
        folder,
        zone: {
          programsDirectory,
          environment,
          key,
          ledgerDirectory: ledgerDirectory(world.git.root),
          words: handedOn({ quiet: options.json === true && options.verbose !== true, ...options }, [
            'quiet',
            'verbose',
          ]),
        },
      },
      { ...world, files },
    );
    const paths = result.paths.map((path) => join(folder.directory, path));
    if (options.json) printJson({ ...result, paths }, stdout);
    else
      stdout.write(
        renderCrewResult(
          result,
          crew,
          paths.map((path) => shownPath(path, directory)),
        ),
      );
    return Object.values(result.endings).some(({ status }) => status === 'failed') ? 2 : 0;
  },
};

/** Null where there is no repository: a crew that only reads what it is given needs none. */
async function changeOf(session: Session): Promise<PullRequest | null> {
  try {
    return await session.pullRequest();
  } catch (error) {
    if (isProblem(error) && error.code === 'not-a-repository') return null;
    throw error;
  }
}

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
