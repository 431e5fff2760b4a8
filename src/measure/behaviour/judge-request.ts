// What is to be said of one request after all visits: only differences that came back in every visit are told.
import type { Answer, AskedRequest, Exchange } from './answer.ts';
import { compareAnswers } from './compare-answers.ts';
import type { Difference } from './difference.ts';
import { type IgnoreRules, withIgnored } from './ignore-rules.ts';
import { learnFromGroups } from './learn-volatile.ts';
import type { Party, Visit } from './visit.ts';
import type { VolatileParts } from './volatile-parts.ts';

export interface RequestBehaviour {
  readonly request: AskedRequest;
  readonly differences: readonly Difference[];
  readonly volatile: VolatileParts;
  /** The first answers that differ; the first ones where none do. Head's is null where it gave none. */
  readonly base: Answer;
  readonly head: Answer | null;
  /** Answers of each process that were compared. */
  readonly compared: number;
}

/** Null where base did not always answer, or it was not asked in every visit. */
export function judgeRequest(
  request: AskedRequest,
  visits: readonly Visit[],
  rules: IgnoreRules,
): RequestBehaviour | null {
  const asked = visits.map(({ exchanges }) => exchanges.get(request) ?? []);
  const passes = Math.min(...asked.map(({ length }) => length));
  const rounds = Array.from({ length: passes }, (_, pass) =>
    asked.flatMap((one) => one.slice(pass, pass + 1)),
  );
  const [first] = rounds[0] ?? [];
  if (
    first === undefined ||
    rounds.flat().some(({ answers }) => !answers.get('base') || !answers.get('control'))
  ) {
    return null;
  }
  const groups = rounds.map((round) => round.flatMap(({ answers }) => ofBase(answers)));
  const volatile = withIgnored(learnFromGroups(groups), rules);
  const compared = passes * visits.length;
  for (const round of rounds) {
    const differences = lasting(round, volatile);
    const [shown] = round;
    const base = shown?.answers.get('base');
    if (differences.length === 0 || !base) continue;
    const head = shown?.answers.get('head') ?? null;
    return { request, differences, volatile, base, head, compared };
  }
  const base = first.answers.get('base');
  return base
    ? { request, differences: [], volatile, base, head: first.answers.get('head') ?? null, compared }
    : null;
}

function ofBase(answers: Exchange<Party>['answers']): Answer[] {
  return [answers.get('base'), answers.get('control')].flatMap((answer) => answer ?? []);
}

/** Those of the first visit that every other visit shows too. */
function lasting(round: readonly Exchange<Party>[], volatile: VolatileParts): Difference[] {
  const [first = [], ...others] = round.map(({ answers }) =>
    compareAnswers(answers.get('base') ?? null, answers.get('head') ?? null, volatile),
  );
  const keys = others.map((differences) => new Set(differences.map(({ key }) => key)));
  return first.filter(({ key }) => keys.every((seen) => seen.has(key)));
}
