// Every verb of the command line.
import type { Verb } from './verb.ts';
import { assessVerb } from './verbs/assess.ts';
import { compareVerb } from './verbs/compare.ts';
import { costsVerb } from './verbs/costs.ts';
import { crewVerb } from './verbs/crew.ts';
import { crewThinkVerb } from './verbs/crew-think.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { explainVerb } from './verbs/explain.ts';
import { initVerb } from './verbs/init.ts';
import { measureVerb } from './verbs/measure.ts';
import { optimizeVerb } from './verbs/optimize.ts';
import { planVerb } from './verbs/plan.ts';
import { proveVerb } from './verbs/prove.ts';
import { reportVerb } from './verbs/report.ts';
import { reviewVerb } from './verbs/review.ts';

import { statisticsVerb } from './verbs/statistics.ts';
import { thinkVerb } from './verbs/think.ts';
import { verifyVerb } from './verbs/verify.ts';

export const VERBS = {
  review: reviewVerb,
  assess: assessVerb,
  plan: planVerb,
  measure: measureVerb,
  compare: compareVerb,
  report: reportVerb,
  optimize: optimizeVerb,
  think: thinkVerb,
  prove: proveVerb,
  explain: explainVerb,
  statistics: statisticsVerb,
  crew: crewVerb,
  'crew-think': crewThinkVerb,
  verify: verifyVerb,
  costs: costsVerb,
  init: initVerb,
  doctor: doctorVerb,
} as const satisfies Record<string, Verb>;

export function isVerbName(name: string): name is keyof typeof VERBS {
  return Object.hasOwn(VERBS, name);
}
