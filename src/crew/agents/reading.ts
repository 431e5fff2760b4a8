// What lies before a model that adds to documents: pointers to all of it, the contents on demand.
import type { TaskContext } from '../../runtime/graph/task-context.ts';
import { readDocument, type Inputs } from '../work/document-schemas.ts';
import type { Study } from '../work/study.ts';
import type { CheckedAgainst } from './check-place.ts';
import type { Feedback } from './feedback.ts';
import { reviewDigest } from './review-digest.ts';

/** What the model may read beside the task's inputs: the drafts, the review in full, and what became of earlier proposals. */
export function withDrafts(
  context: TaskContext,
  drafts: Inputs,
  { study, feedback }: { readonly study: Pick<Study, 'workshop'>; readonly feedback: Feedback | null },
): TaskContext {
  const { task, inputs } = context;
  const more: Record<string, unknown> = Object.fromEntries(
    Object.entries(drafts).map(([name, draft]) => [`draft-${name}`, draft]),
  );
  if (task.reads.includes('review')) more['review'] = reviewDigest(study.workshop.review);
  if (feedback !== null && Object.hasOwn(drafts, 'proposals')) more['feedback'] = feedback.outcomes;
  const all = new Set([...task.reads, ...Object.keys(more)]);
  // What tells of nothing is not worth a call.
  if (feedback === null) all.delete('feedback');
  const reads = [...all];
  return { ...context, task: { ...task, reads }, inputs: { ...inputs, ...more } };
}

/** What a doubt may name, and what a proposal may mend. */
export function knownIn(documents: Inputs): Pick<CheckedAgainst, 'bottlenecks' | 'proposals'> {
  return {
    bottlenecks: Object.hasOwn(documents, 'bottlenecks') ? readDocument('bottlenecks', documents) : [],
    proposals: Object.hasOwn(documents, 'proposals') ? readDocument('proposals', documents) : [],
  };
}
