// The documents of the performance crew: what each is, how it is made without a model, and the files it is written to.
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Bottleneck } from '../bottleneck.ts';
import type { Proposal } from '../proposal.ts';
import type { SourceFile } from '../source-file.ts';
import { cacheConfiguration } from '../tools/caching/render/cache-configuration.ts';
import { invalidationRules } from '../tools/caching/render/invalidation-rules.ts';
import { renderCacheArchitecture } from '../tools/caching/render/render-architecture.ts';
import { beforeAfter } from './analyst/before-after.ts';
import { exitGate, type ExitGate } from './analyst/exit-gate.ts';
import { recommendations, type CacheAdvice } from './analyst/recommendations.ts';
import { readDocument, type DocumentName, type DocumentValue, type Inputs } from './document-schemas.ts';
import { algorithmReport } from './optimizer/algorithm-report.ts';
import { complexityMetrics } from './optimizer/complexity-metrics.ts';
import { baselineReport } from './profiler/baseline-report.ts';
import { bottlenecksCsv } from './profiler/bottlenecks-csv.ts';
import { optimizationTargets } from './profiler/optimization-targets.ts';
import type { Study } from './study.ts';

interface CrewDocument<Value> {
  readonly make: (study: Study, inputs: Inputs) => Value | Promise<Value>;
  readonly files: (documents: Inputs) => readonly SourceFile[];
}

type Files = (documents: Inputs) => readonly SourceFile[];

const json =
  (name: DocumentName, path: string): Files =>
  (documents) => [{ path, text: `${JSON.stringify(readDocument(name, documents), null, 2)}\n` }];
const yaml =
  (name: DocumentName, path: string): Files =>
  (documents) => [{ path, text: stringify(readDocument(name, documents)) }];
const markdown =
  (
    name: 'cache-architecture' | 'algorithm-report' | 'before-after' | 'recommendations',
    path: string,
  ): Files =>
  (documents) => [{ path, text: readDocument(name, documents) }];

const DOCUMENTS: { readonly [Name in DocumentName]: CrewDocument<DocumentValue<Name>> } = {
  'baseline-report': {
    make: (study) => baselineReport(study.workshop.review, study.hotFunctions()),
    files: json('baseline-report', 'baseline.json'),
  },
  bottlenecks: {
    make: (study) => study.bottlenecks(),
    files: (documents) => [{ path: 'bottlenecks.csv', text: bottlenecksCsv(bottlenecksOf(documents)) }],
  },
  'optimization-targets': {
    make: (study) =>
      optimizationTargets(baselineReport(study.workshop.review, study.hotFunctions()), study.bottlenecks()),
    files: yaml('optimization-targets', 'optimization-targets.yml'),
  },
  'cache-architecture': {
    make: async (study) => renderCacheArchitecture(await study.cacheDesign()),
    files: markdown('cache-architecture', 'cache-architecture.md'),
  },
  'cache-configuration': {
    make: async (study) => asJson(cacheConfiguration(await study.cacheDesign())),
    files: yaml('cache-configuration', 'cache-configuration.yml'),
  },
  'invalidation-rules': {
    make: async (study) => asJson(invalidationRules(await study.cacheDesign())),
    files: json('invalidation-rules', 'invalidation-rules.json'),
  },
  'complexity-metrics': {
    make: (study, inputs) => {
      const { isChanged } = study;
      return complexityMetrics({ ...study.complexity(), bottlenecks: bottlenecksOf(inputs), isChanged });
    },
    files: json('complexity-metrics', 'complexity-metrics.json'),
  },
  'algorithm-report': {
    make: async (study, inputs) => {
      const { isChanged } = study;
      const bottlenecks = bottlenecksOf(inputs);
      const metrics = complexityMetrics({ ...study.complexity(), bottlenecks, isChanged });
      return algorithmReport({ bottlenecks, metrics, proposals: await study.proposals() });
    },
    files: markdown('algorithm-report', 'algorithm-report.md'),
  },
  proposals: {
    make: (study) => study.proposals(),
    files: (documents) => [
      ...json('proposals', 'proposals.json')(documents),
      ...proposalsOf(documents).map(({ id, patch }) => ({ path: `patches/${id}.patch`, text: patch })),
    ],
  },
  'before-after': {
    make: (_, inputs) => beforeAfter(readDocument('baseline-report', inputs), bottlenecksOf(inputs)),
    files: markdown('before-after', 'before-after.md'),
  },
  'exit-gate': {
    make: (study, inputs) => gateOf(study, inputs),
    files: json('exit-gate', 'exit-gate.json'),
  },
  recommendations: {
    make: async (study, inputs) =>
      recommendations({
        gate: gateOf(study, inputs),
        bottlenecks: bottlenecksOf(inputs),
        proposals: proposalsOf(inputs),
        caching: await cacheAdvice(study),
      }),
    files: markdown('recommendations', 'recommendations.md'),
  },
};

/** Without a model, from what the tools say and what earlier agents wrote. */
export async function makeDocument(name: DocumentName, study: Study, inputs: Inputs): Promise<unknown> {
  return await DOCUMENTS[name].make(study, inputs);
}

/** The files a person opens, below the folder of the crew's output. */
export function filesOf(name: DocumentName, documents: Inputs): readonly SourceFile[] {
  return DOCUMENTS[name].files(documents);
}

function bottlenecksOf(inputs: Inputs): readonly Bottleneck[] {
  return readDocument('bottlenecks', inputs);
}

function proposalsOf(inputs: Inputs): readonly Proposal[] {
  return readDocument('proposals', inputs);
}

function gateOf({ workshop }: Study, inputs: Inputs): ExitGate {
  return exitGate({
    targets: readDocument('optimization-targets', inputs),
    proposals: proposalsOf(inputs),
    verdict: workshop.review.verdict,
  });
}

async function cacheAdvice(study: Study): Promise<readonly CacheAdvice[]> {
  const { entries, routes } = await study.cacheDesign();
  return entries
    .filter(({ decision }) => decision === 'cache')
    .map(({ route, savesMsPerRequest }) => ({
      route,
      savedMs: savesMsPerRequest === null ? null : savesMsPerRequest.low,
      reason:
        routes
          .find((one) => one.route === route)
          ?.reasons.map(({ text }) => text)
          .join('; ') ?? '',
    }));
}

/** Readonly shapes of the tools, as JSON. */
function asJson(value: unknown): z.output<ReturnType<typeof z.json>> {
  return z.json().parse(JSON.parse(JSON.stringify(value)));
}
