// The shape in which a model hands in its documents, or says that it cannot.
import { z } from 'zod';
import { jsonAnswer, type Answer } from '../../runtime/agent/answer.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { reviewFindingsSchema } from './review-findings.ts';

export interface TaskAnswer {
  /** By name: text for Markdown, else JSON. */
  readonly documents: Readonly<Record<string, unknown>> | null;
  readonly escalate: string | null;
}

/** JSON travels as text: a shape nobody knows in advance cannot be described to the model. */
const jsonTextSchema = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'expected JSON as text', input: text });
    return z.NEVER;
  }
});

const markdownSchema = z.string().trim().min(1).max(200_000);

const freeSchema = z.union([
  z.strictObject({ markdown: markdownSchema }).transform(({ markdown }): unknown => markdown),
  z.strictObject({ json: jsonTextSchema }).transform(({ json }) => json),
]);

const SCHEMAS: Readonly<Record<AgentDefinition['forms'][string], z.ZodType>> = {
  markdown: markdownSchema,
  json: jsonTextSchema,
  findings: reviewFindingsSchema,
};

export function taskAnswer({ writes, forms }: Pick<AgentDefinition, 'writes' | 'forms'>): Answer<TaskAnswer> {
  const documents = writes.map((name) => {
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    return [name, form === undefined ? freeSchema : SCHEMAS[form]] as const;
  });
  const schema = z
    .strictObject({
      /** All of them, or null where the task is handed on. */
      documents: z.strictObject(Object.fromEntries(documents)).nullable(),
      /** Why it cannot be done; null where it is. */
      escalate: z.string().min(1).max(2000).nullable(),
    })
    .refine((answer) => (answer.documents === null) !== (answer.escalate === null), {
      message: 'give the documents and null for escalate, or null for the documents and a reason',
    });
  return jsonAnswer<TaskAnswer>(schema);
}
