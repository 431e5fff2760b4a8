// Where a target's time goes by its CPU profile, for an agent.
import { z } from 'zod';
import { Problem } from '../../../core/problem.ts';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { Study } from '../../work/study.ts';
import { listing } from './listing.ts';

const MOST = 40;
const inputSchema = z.strictObject({
  target: z.string().max(300).describe('Name of the route, page or query as the review has it'),
});

export function hotPathsTool(study: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'hot-paths',
    description: "Functions of the repository in head's CPU profile of a target, the dearest first.",
    inputSchema,
    readOnly: true,
    async run({ target }) {
      const profiled = [...study.workshop.profiles.keys()];
      if (profiled.length === 0) return 'The review took no CPU profile: nothing is known of hot paths.';
      if (!profiled.includes(target))
        throw new Problem('document-missing', {
          what: `There is no profile of ${target}.`,
          mend: `Ask for one of: ${profiled.slice(0, MOST).join(', ')}.`,
        });
      const hot = study
        .hotFunctions()
        .filter((one) => one.target === target)
        .toSorted((one, other) => other.selfShare - one.selfShare);
      if (hot.length === 0) return `No function of the repository was seen in the profile of ${target}.`;
      return listing(
        hot.map(
          ({ name, path, line, endLine, selfShare }) =>
            `${(selfShare * 100).toFixed(1)} % ${name} (${path}:${line}-${endLine})`,
        ),
        MOST,
      );
    },
  };
}
