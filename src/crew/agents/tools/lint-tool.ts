// What the performance linter says of one file, for an agent.
import { z } from 'zod';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { Study } from '../../work/study.ts';
import { findFile } from './find-file.ts';
import { listing } from './listing.ts';

const MOST = 40;
const inputSchema = z.strictObject({ path: z.string().max(500).describe('Path of a file of head') });

export function lintTool(study: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'lint',
    description:
      'Known performance costs in a file of JavaScript, TypeScript, Vue or Svelte: rule, lines, cost, why, and the mend.',
    inputSchema,
    readOnly: true,
    async run(input) {
      const { path } = findFile(input.path, study.workshop.head);
      const found = study.lintFindings().filter((one) => one.path === path);
      if (found.length === 0) return `The linter finds nothing in ${path}.`;
      return listing(
        found.map(
          ({ rule, line, endLine, cost, severity, confidence, message, why, mend }) =>
            `${path}:${line}-${endLine} ${rule} (${cost}; severity ${severity}, confidence ${confidence}): ${message}\n  ${why} Mend: ${mend}`,
        ),
        MOST,
      );
    },
  };
}
