// `perfcrew explain`: how the database runs a query, a file or everything the app asks, and what would help; without a change.
import { z } from 'zod';
import type { QueryTarget } from '../../config/config.ts';
import { Problem } from '../../core/problem.ts';
import { explain } from '../../explain/explain.ts';
import type { Subject } from '../../explain/read-subject.ts';
import { renderExplanation } from '../../explain/render-explanation.ts';
import { externalDatabaseUrl } from '../../run/external-database.ts';
import { countOption } from '../options.ts';
import { printJson } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb, VerbContext } from '../verb.ts';

export const explainVerb: Verb = {
  summary: 'explain a query, a file of SQL, the configured queries, or all that the app asks (--app)',
  argument: 'SQL or FILE',
  options: ['parameters', 'app', 'top', 'config', 'run-directory', 'json', 'quiet', 'verbose'],
  async run(context) {
    const { terminal } = context;
    const subject = subjectOf(context);
    await using session = await openSession(context, 'optional');
    const { world, folder } = session;
    const directory = world.git.root;
    const config = await session.treeConfig();
    const explanation = await explain(
      {
        subject,
        config,
        directory,
        logsDirectory: await folder.ready(),
        databaseUrl:
          externalDatabaseUrl(config, terminal.environment) ??
          (config.database === null || subject.kind === 'recorded'
            ? (terminal.environment['DATABASE_URL'] ?? null)
            : null),
      },
      world,
    );
    if (context.options.json) printJson(explanation, terminal.stdout);
    else terminal.stdout.write(renderExplanation(explanation));
    return 0;
  },
};

function subjectOf({ argument, options }: VerbContext): Subject {
  const { app, parameters } = options;
  const count = countOption('top', options.top);
  if ([app === true, argument !== null, count !== undefined].filter(Boolean).length > 1) {
    throw new Problem('usage', {
      what: 'A query is explained, or the app is watched (--app), or a server is asked (--top): one at a time.',
      mend: 'Leave out all but one of them.',
    });
  }
  if (count !== undefined) return { kind: 'recorded', count };
  if (app === true) return { kind: 'app' };
  if (argument === null) return { kind: 'configured' };
  return { kind: 'text', text: argument, parameters: readParameters(parameters) };
}

const parametersSchema = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));

function readParameters(text: string | undefined): QueryTarget['parameters'] {
  if (text === undefined) return [];
  try {
    return parametersSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Problem('usage', {
      what: `--parameters ${text} is no JSON list of values.`,
      mend: `Give the values of $1, $2, … in order, as in --parameters '[4711, "open"]'.`,
      cause,
    });
  }
}
