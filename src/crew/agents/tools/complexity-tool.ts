// How the work of each function of one file grows, and why, for an agent.
import { z } from 'zod';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { FunctionComplexity } from '../../tools/complexity/function-complexity.ts';
import type { Study } from '../../work/study.ts';
import { findFile } from './find-file.ts';
import { listing } from './listing.ts';

const MOST = 40;
const inputSchema = z.strictObject({ path: z.string().max(500).describe('Path of a file of head') });

export function complexityTool(study: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'complexity',
    description:
      'The functions of a file, the hardest first: cyclomatic and cognitive complexity, nesting of loops, growth of time and of round trips with the reason.',
    inputSchema,
    readOnly: true,
    async run(input) {
      const { path } = findFile(input.path, study.workshop.head);
      const functions = study.complexity().head.filter((one) => one.path === path);
      if (functions.length === 0) return `${path} has no function that could be read.`;
      return listing(functions.toSorted(hardestFirst).map(describe), MOST);
    },
  };
}

function hardestFirst(one: FunctionComplexity, other: FunctionComplexity): number {
  return (other.time.degree ?? 0) - (one.time.degree ?? 0) || other.cognitive - one.cognitive;
}

function describe({
  name,
  path,
  line,
  endLine,
  cyclomatic,
  cognitive,
  loopNesting,
  time,
  roundTrips,
}: FunctionComplexity): string {
  const trips =
    roundTrips.class === 'none' ? '' : `\n  round trips ${roundTrips.class}: ${roundTrips.reason}`;
  return `${name} (${path}:${line}-${endLine}): cyclomatic ${cyclomatic}, cognitive ${cognitive}, loops ${loopNesting} deep\n  time ${time.class}: ${time.reason}${trips}`;
}
