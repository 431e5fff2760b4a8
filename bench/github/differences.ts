// What a second run changed on GitHub: a bot that says everything again, or elsewhere, is switched off.
import type { Seen, SeenPull, SeenSuggestion } from './observe.ts';
import { suggested } from './suggested.ts';

/** Each sentence names something that is not as it was. */
export function differences(before: Seen, after: Seen): readonly string[] {
  const lists = ['comments', 'reviews', 'suggestions', 'pulls'] as const;
  const listed = lists.flatMap((name) => changed(name, before[name].map(keyOf), after[name].map(keyOf)));
  const branches = changed('branches', entries(before.branches), entries(after.branches));
  return [...listed, ...branches];
}

/** Numbers in a text are measured anew each time; what is offered, where and how is not. */
function keyOf(one: number | Seen['comments'][number] | SeenSuggestion | SeenPull): string {
  if (typeof one === 'number') return `${one}`;
  if ('line' in one)
    return `${one.id} ${one.path}:${one.startLine}-${one.line} ${suggested(one.body) ?? 'deleted'}`;
  return 'branch' in one ? `#${one.number} ${one.branch} ${one.headSha}` : `${one.id}`;
}

function entries(branches: Seen['branches']): readonly string[] {
  return Object.entries(branches).map(([name, sha]) => `${name} ${sha}`);
}

function changed(what: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = before.filter((one) => !after.includes(one));
  const added = after.filter((one) => !before.includes(one));
  return gone.length + added.length === 0
    ? []
    : [
        `${what}: ${[...gone.map((one) => `no longer ${one}`), ...added.map((one) => `new ${one}`)].join(', ')}`,
      ];
}
