// The tool by which an agent reads the documents of its matrix, part by part, and no others.
import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import type { AgentTool } from '../../runtime/agent/agent-tool.ts';
import type { TaskContext } from '../../runtime/graph/task-context.ts';

const PART_CHARACTERS = 16_000;

const inputSchema = z.strictObject({
  document: z.string().max(200).describe('Name of the document'),
  offset: z.int().min(0).default(0).describe('Character to begin at'),
});

export function readDocumentTool(
  context: Pick<TaskContext, 'task' | 'inputs' | 'stream'>,
): AgentTool<z.infer<typeof inputSchema>> {
  const { reads, streams } = context.task;
  const streamed = new Map<string, Promise<readonly unknown[]>>();
  const whole = (name: string): Promise<readonly unknown[]> => {
    const known = streamed.get(name) ?? collect(context.stream(name));
    streamed.set(name, known);
    return known;
  };
  return {
    name: 'read-document',
    description: `Reads a document of your crew, ${PART_CHARACTERS} characters at a time. You may read: ${[...reads, ...streams].join(', ') || 'none'}.`,
    inputSchema,
    readOnly: true,
    async run({ document, offset }) {
      if (!reads.includes(document) && !streams.includes(document))
        throw new Problem('document-missing', {
          what: `${document} is not among what ${context.task.agent} may read.`,
          mend: `Ask for one of: ${[...reads, ...streams].join(', ') || 'none'}.`,
        });
      const text = documentText(
        streams.includes(document) ? await whole(document) : context.inputs[document],
      );
      const part = text.slice(offset, offset + PART_CHARACTERS);
      const end = offset + part.length;
      return end < text.length
        ? `${part}\n… ${text.length - end} characters more; go on with offset ${end}.`
        : part;
    },
  };
}

/** As a model reads it: text as it is, everything else as JSON. */
export function documentText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null, null, 1);
}

async function collect(chunks: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}
