// The inputs of action.yml, read once and checked, with every mistake told by the input's own name.
import { Problem } from '../core/problem.ts';

export const COMMANDS = [
  'review',
  'plan',
  'measure',
  'report',
  'publish',
  'gather',
  'optimize',
  'prove',
  'propose',
  'revert',
] as const;
/** Of thinking and proving. */
export const ROUNDS = ['1', '2'] as const;
const COMMENT_MODES = ['always', 'on-change', 'never'] as const;
export type ActionCommand = (typeof COMMANDS)[number];

export interface ActionInputs {
  readonly command: ActionCommand;
  readonly token: string;
  readonly config: string | undefined;
  readonly workingDirectory: string;
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly pullRequest: number | undefined;
  readonly gates: string | undefined;
  readonly shard: string | undefined;
  readonly level: string | undefined;
  /** False: a failing verdict does not fail the step. */
  readonly failOnRegression: boolean;
  readonly comment: 'always' | 'on-change' | 'never' | undefined;
  readonly checkName: string;
  readonly runDirectory: string;
  readonly minutes: number | undefined;
  readonly crew: string;
  /** Names, comma separated, or `first`; undefined: everyone whose work is not in the parts. */
  readonly agents: string | undefined;
  /** Folders as the workflow names them. */
  readonly fromParts: string | undefined;
  readonly toPart: string | undefined;
  /** 2: the proofs of the first and what it thought lie in the run's folder. */
  readonly round: number;
}

/** `get` gives the trimmed text of an input, empty where it is not set. */
export function readInputs(get: (name: string) => string): ActionInputs {
  const optional = (name: string): string | undefined => get(name) || undefined;
  return {
    command: oneOf('command', get('command') || 'review', COMMANDS),
    token: get('github-token'),
    config: optional('config'),
    workingDirectory: get('working-directory') || '.',
    base: optional('base'),
    head: optional('head'),
    pullRequest: wholeNumber('pull-request', optional('pull-request')),
    gates: optional('gates'),
    shard: optional('shard'),
    level: optional('level'),
    failOnRegression:
      oneOf('fail-on', get('fail-on') || 'regression', ['regression', 'never'] as const) === 'regression',
    comment: get('comment') === '' ? undefined : oneOf('comment', get('comment'), COMMENT_MODES),
    checkName: get('check-name') || 'perfcrew',
    runDirectory: get('run-directory') || '.perfcrew',
    minutes: positive('minutes', optional('minutes')),
    crew: get('crew') || 'performance',
    agents: optional('agents'),
    fromParts: optional('from-parts'),
    toPart: optional('to-part'),
    round: Number(oneOf('round', get('round') || '1', ROUNDS)),
  };
}

function oneOf<Choice extends string>(name: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new Problem('input-invalid', {
    what: `The input \`${name}\` is \`${value}\`.`,
    mend: `Set it to one of ${choices.join(', ')}.`,
  });
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new Problem('input-invalid', {
    what: `The input \`${name}\` is \`${text}\`.`,
    mend: 'Set it to the number of a pull request, such as 12.',
  });
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Problem('input-invalid', {
    what: `The input \`${name}\` is \`${text}\`.`,
    mend: 'Set it to a positive number.',
  });
}
