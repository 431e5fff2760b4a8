// Lines of a file of head with their numbers, for an agent; from memory, never from the disk.
import { z } from 'zod';
import { Problem } from '../../../core/problem.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { Study } from '../../work/study.ts';
import { findFile } from './find-file.ts';

const MOST_LINES = 300;
const MOST_CHARACTERS = 15_000;
const MOST_LINE_CHARACTERS = 400;

const inputSchema = z.strictObject({
  path: z.string().max(500).describe('Path of a file of head'),
  from: z.int().min(1).default(1).describe('First line'),
  to: z.int().min(1).optional().describe(`Last line; ${MOST_LINES} lines at most`),
});

export function readFileTool({ workshop }: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'read-file',
    description: `Reads lines of a file of head, numbered, at most ${MOST_LINES} at a time.`,
    inputSchema,
    readOnly: true,
    async run({ path, from, to }) {
      const file = findFile(path, workshop.head);
      const lines = file.text.split('\n');
      if (from > lines.length)
        throw new Problem('input-invalid', {
          what: `${file.path} has ${lines.length} lines.`,
          mend: `Ask from a line up to ${lines.length}.`,
        });
      const last = Math.min(lines.length, to ?? lines.length, from + MOST_LINES - 1);
      const shown: string[] = [];
      let characters = 0;
      for (let line = from; line <= Math.max(last, from); line += 1) {
        const text = `${line}: ${cutText((lines[line - 1] ?? '').replace(/\r$/, ''), MOST_LINE_CHARACTERS)}`;
        characters += text.length + 1;
        if (characters > MOST_CHARACTERS && shown.length > 0) break;
        shown.push(text);
      }
      const end = from + shown.length - 1;
      const wanted = Math.min(lines.length, to ?? lines.length);
      const more = wanted > end ? `\n… ${wanted - end} more lines, go on from ${end + 1}.` : '';
      return `${file.path}, lines ${from}–${end} of ${lines.length}\n${shown.join('\n')}${more}`;
    },
  };
}
