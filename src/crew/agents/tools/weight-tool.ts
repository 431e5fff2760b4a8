// What the change adds to pages, imports and packages, for an agent.
import { z } from 'zod';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import { weighChange } from '../../tools/weight/weigh-change.ts';
import type { Study } from '../../work/study.ts';
import type { Workshop } from '../../work/workshop.ts';
import { listing } from './listing.ts';

const MOST = 60;
const inputSchema = z.strictObject({});

export function weightTool({ workshop }: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'weight',
    description:
      'What the change makes heavier: scripts and styles that block pages, heavy imports, the bytes of each page before and after.',
    inputSchema,
    readOnly: true,
    async run() {
      const { findings, pages } = weighChange({
        base: { files: baseFiles(workshop) },
        head: { files: workshop.head },
      });
      const entries = [
        ...findings.map(
          ({ kind, severity, origin, location, message, mend }) =>
            `${location === null ? '' : `${location.path}:${location.line} `}${kind} (${severity}, ${origin === 'change' ? 'new' : 'was there before'}): ${message} Mend: ${mend}`,
        ),
        ...pages.map(
          ({ path, base, head }) =>
            `${path}: ${base === null ? 'new' : `${base.sizeBytes} bytes before`}, ${head.sizeBytes} bytes now`,
        ),
      ];
      return entries.length === 0
        ? 'Nothing here weighs on a page, an import or an installation.'
        : listing(entries, MOST);
    },
  };
}

/** Head with what the change touched put back. */
function baseFiles({ head, base, review }: Workshop): Workshop['head'] {
  const added = new Set(review.diff.files.flatMap(({ path, status }) => (status === 'added' ? [path] : [])));
  const before = new Map(base.map((file) => [file.path, file]));
  const kept = head.filter(({ path }) => !added.has(path) && !before.has(path));
  return [...kept, ...before.values()];
}
