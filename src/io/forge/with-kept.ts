// The comment remembers in its hidden second line what a writer who only knows the report must not wipe out.
import type { Comment } from '../../ports/forge.ts';

/** The body to write over `existing`. */
export function withKept({ body, kept }: Pick<Comment, 'body' | 'kept'>, existing: string): string {
  const remembered = existing.split('\n', 2)[1];
  const [first = '', ...rest] = body.split('\n');
  if (kept === undefined || remembered?.startsWith(kept) !== true) return body;
  return rest[0]?.startsWith(kept) === true ? body : [first, remembered, ...rest].join('\n');
}
