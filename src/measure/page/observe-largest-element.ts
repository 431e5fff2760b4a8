// The element that Largest Contentful Paint waits for: when another one takes its place, its time is another thing.
import type { PageSample } from '../../ports/page-driver.ts';
import type { Observation } from '../measurement.ts';
import { fileName } from './resource-path.ts';

type Element = NonNullable<PageSample['largestElement']>;

export function observeLargestElement(
  base: readonly PageSample[],
  head: readonly PageSample[],
): Observation[] {
  const before = usualElement(base);
  const after = usualElement(head);
  if (after === null) return [];
  const isChanged = before !== null && before.selector !== after.selector;
  return [
    {
      kind: 'largest-element',
      side: isChanged ? 'head' : 'both',
      severity: isChanged ? 'warning' : 'note',
      title: isChanged
        ? `The largest element is now ${brief(after)} (${brief(before)} on base)`
        : `The largest element is ${brief(after)}`,
      detail: 'Largest Contentful Paint is the moment when this element is drawn.',
      evidence: { base: before === null ? null : text(before), head: text(after) },
      clues: elementClues(after),
      location: null,
    },
  ];
}

/** The one most runs found; the first of them where runs disagree evenly. */
function usualElement(runs: readonly PageSample[]): Element | null {
  const votes = new Map<string, { readonly element: Element; readonly count: number }>();
  for (const { largestElement } of runs) {
    if (largestElement === null) continue;
    const count = (votes.get(largestElement.selector)?.count ?? 0) + 1;
    votes.set(largestElement.selector, { element: largestElement, count });
  }
  return [...votes.values()].toSorted((one, other) => other.count - one.count)[0]?.element ?? null;
}

function brief({ selector }: Element): string {
  return selector.split('>').at(-1)?.trim() ?? selector;
}

function text({ selector, snippet }: Element): string {
  return `${selector}\n${snippet}`;
}

/** What the page's code calls it: the file it shows, its id, its classes. */
function elementClues({ snippet }: Element): string[] {
  const attribute = (name: string): string[] => {
    const value = new RegExp(String.raw`\b${name}="([^"]+)"`).exec(snippet)?.[1];
    return value === undefined ? [] : [value];
  };
  return [
    ...new Set([
      ...attribute('src').flatMap((path) => [fileName(path), path]),
      ...attribute('id'),
      ...attribute('class').flatMap((classes) => classes.split(/\s+/)),
    ]),
  ].filter((clue) => clue.length > 2);
}
