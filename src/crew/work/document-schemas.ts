// The shapes of the performance crew's documents, checked whenever one is read: whoever wrote it may have been another machine.
import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import { bottleneckSchema, type Bottleneck } from '../bottleneck.ts';
import { proposalSchema, type Proposal } from '../proposal.ts';
import { exitGateSchema, type ExitGate } from './analyst/exit-gate.ts';
import { complexityMetricsSchema, type ComplexityMetrics } from './optimizer/complexity-metrics.ts';
import { baselineReportSchema, type BaselineReport } from './profiler/baseline-report.ts';
import { optimizationTargetsSchema, type OptimizationTargets } from './profiler/optimization-targets.ts';

type Json = z.output<ReturnType<typeof z.json>>;

interface DocumentValues {
  'baseline-report': BaselineReport;
  bottlenecks: readonly Bottleneck[];
  'optimization-targets': OptimizationTargets;
  'cache-architecture': string;
  'cache-configuration': Json;
  'invalidation-rules': Json;
  'complexity-metrics': ComplexityMetrics;
  'algorithm-report': string;
  proposals: readonly Proposal[];
  'before-after': string;
  'exit-gate': ExitGate;
  recommendations: string;
}

const markdownSchema = z.string().max(2_000_000);

const DOCUMENT_SCHEMAS: { readonly [Name in DocumentName]: z.ZodType<DocumentValues[Name]> } = {
  'baseline-report': baselineReportSchema,
  bottlenecks: z.array(bottleneckSchema).max(200),
  'optimization-targets': optimizationTargetsSchema,
  'cache-architecture': markdownSchema,
  'cache-configuration': z.json(),
  'invalidation-rules': z.json(),
  'complexity-metrics': complexityMetricsSchema,
  'algorithm-report': markdownSchema,
  proposals: z.array(proposalSchema).max(200),
  'before-after': markdownSchema,
  'exit-gate': exitGateSchema,
  recommendations: markdownSchema,
};

export type DocumentName = keyof DocumentValues;
export type DocumentValue<Name extends DocumentName> = DocumentValues[Name];
/** What earlier agents wrote, by name. */
export type Inputs = Readonly<Record<string, unknown>>;

export function isDocumentName(name: string): name is DocumentName {
  return Object.hasOwn(DOCUMENT_SCHEMAS, name);
}

export function readDocument<Name extends DocumentName>(name: Name, inputs: Inputs): DocumentValue<Name> {
  const parsed = DOCUMENT_SCHEMAS[name].safeParse(inputs[name]);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem('document-invalid', {
    what: `The crew's document ${name} does not have its shape, at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'no reason given'}.`,
    mend: 'Delete the folder .tasks of the run and start the crew again.',
  });
}
