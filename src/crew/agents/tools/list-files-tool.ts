// The paths of head that fit a glob, with their lengths, for an agent.
import { z } from 'zod';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { Study } from '../../work/study.ts';
import { globMatcher } from './glob.ts';
import { listing } from './listing.ts';

const MOST = 200;
const inputSchema = z.strictObject({
  glob: z.string().max(200).default('**').describe('e.g. `src/**/*.{ts,tsx}`; `**` for all'),
});

export function listFilesTool({ workshop }: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'list-files',
    description: 'Paths of the files of head that can be read, with their number of lines.',
    inputSchema,
    readOnly: true,
    async run({ glob }) {
      const matches = globMatcher(glob);
      const found = workshop.head.filter(({ path }) => matches(path));
      const unread =
        workshop.unread === 0
          ? ''
          : `\n${workshop.unread} files are too large to be read and are not listed.`;
      if (found.length === 0) return `No file fits ${glob}.${unread}`;
      return `${listing(
        found.map(({ path, text }) => `${path} (${text.split('\n').length} lines)`),
        MOST,
      )}${unread}`;
    },
  };
}
